using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>
/// Learns the lexicon. Runs of Thai letters of all texts but the known items are counted; ICU4N cuts each distinct run once; its words count with the run's count, at most
/// <see cref="MostPerRun"/> (so that a phrase repeated by every text does not drown the rest); words seen at least <see cref="FewestSeen"/> times stay, fragments and what was judged to be no word go.
/// The same texts and the same ICU give the same bytes.
/// </summary>
internal static class Training
{
    private const int MostPerRun = 4;
    private const int FewestSeen = 2;

    /// <summary>Pieces no rule tells from words, beside the lexicon; read by this tool only.</summary>
    private const string NotWordsName = "not-words.txt";

    public static void Run(string newsPath, string outFolder)
    {
        var news = News.Read(newsPath).ToList();
        IReadOnlySet<int> kept = KnownItems.Draw(news.Count);
        Console.WriteLine($"texts {news.Count}, of them {kept.Count} known items (seed {KnownItems.Seed}) left out");
        Dictionary<string, int> runs = CountRuns(news.Where(text => !kept.Contains(text.Number)));
        Dictionary<string, WordCount> words = CountWords(runs);
        int all = words.Count;
        foreach (string rare in words.Where(pair => pair.Value.Seen < FewestSeen).Select(pair => pair.Key).ToList())
        {
            words.Remove(rare);
        }

        Console.WriteLine($"distinct runs {runs.Count}, words {all}, seen twice {words.Count}");
        IReadOnlyList<string> fragments = Fragments.Find(words);
        foreach (string fragment in fragments)
        {
            words.Remove(fragment);
        }

        int judged = JudgedByHand(outFolder).Count(words.Remove);
        Console.WriteLine($"judged no words by hand: {judged}");
        Console.WriteLine($"fragments {fragments.Count}, every twentieth: {string.Join(' ', fragments.Where((_, i) => i % 20 == 0))}");
        string path = Path.Combine(outFolder, LexiconFile.LearnedName);
        LexiconFile.WriteLearned(path, words.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Seen)));
        Console.WriteLine($"words {words.Count}, counted {words.Values.Sum(count => (long)count.Seen)}, bytes {new FileInfo(path).Length}");
    }

    private static IReadOnlyList<string> JudgedByHand(string folder)
    {
        string path = Path.Combine(folder, NotWordsName);
        return File.Exists(path) ? LexiconFile.ReadWords(path) : [];
    }

    private static Dictionary<string, int> CountRuns(IEnumerable<News> news)
    {
        var runs = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (News text in news)
        {
            foreach (string run in ThaiRuns.Of(text.Title + "\n" + text.Body))
            {
                runs[run] = runs.GetValueOrDefault(run) + 1;
            }
        }

        return runs;
    }

    private static Dictionary<string, WordCount> CountWords(Dictionary<string, int> runs)
    {
        var icu = new IcuWords();
        var words = new Dictionary<string, WordCount>(StringComparer.Ordinal);
        foreach ((string run, int count) in runs)
        {
            foreach (string word in icu.Cut(run))
            {
                if (!words.TryGetValue(word, out WordCount? seen))
                {
                    words[word] = seen = new WordCount([]);
                }

                seen.Add(run, Math.Min(count, MostPerRun));
            }
        }

        return words;
    }
}
