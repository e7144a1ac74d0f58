using System.Globalization;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>
/// How far our word edges and ICU4N's are the same, over the runs of Thai letters of the 2,000 known items, which the lexicon never saw. Agreement, not correctness: ICU is no
/// reference, it glues and breaks words it does not know.
/// </summary>
internal static class Agreement
{
    public static void Run(string mappings, string newsPath)
    {
        TextAnalysis analysis = TextAnalysis.Load(mappings);
        var news = News.Read(newsPath).ToList();
        IReadOnlySet<int> kept = KnownItems.Draw(news.Count);
        var icu = new IcuWords();
        (long both, long ours, long theirs, long same, long words, int runs) = (0, 0, 0, 0, 0, 0);
        foreach (string run in news.Where(text => kept.Contains(text.Number)).SelectMany(text => ThaiRuns.Of(text.Title + "\n" + text.Body)))
        {
            var pieces = new List<Segmenter.Piece>();
            analysis.Segmenter.Cut(run, pieces);
            List<int> mine = [0, .. pieces.Select(piece => piece.End)];
            var other = new List<int> { 0 };
            foreach (string word in icu.Cut(run))
            {
                other.Add(other[^1] + word.Length);
            }

            // Edges inside the run: its ends are given.
            both += mine.Skip(1).SkipLast(1).Intersect(other.Skip(1).SkipLast(1)).Count();
            (ours, theirs) = (ours + mine.Count - 2, theirs + other.Count - 2);
            same += mine.Zip(mine.Skip(1)).Intersect(other.Zip(other.Skip(1))).Count();
            (words, runs) = (words + mine.Count - 1, runs + 1);
        }

        double precision = (double)both / ours, recall = (double)both / theirs;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{runs} runs, {words} words of ours; edges: of ours {100 * precision:F2} % are ICU's, of ICU's {100 * recall:F2} % are ours, harmonic mean {200 * precision * recall / (precision + recall):F2} %; words alike with both edges: {100.0 * same / words:F2} %"));
    }
}
