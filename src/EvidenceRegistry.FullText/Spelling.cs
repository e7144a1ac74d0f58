using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>A better spelling of a question: for each word that open text hardly knows, the commonest word close to it.</summary>
internal sealed class Spelling(IndexView view, IReadOnlySet<int> leftOut, WordWeights rarity)
{
    /// <summary>Words of up to this many UTF-16 units may differ in one place, longer ones in two.</summary>
    private const int ShortWord = 5;

    /// <summary>Longer runs without a space hold several words.</summary>
    private const int LongestWord = 24;

    /// <summary>A question with more unknown words than this is in another language or none; each look-up walks the vocabulary.</summary>
    private const int MostRare = 6;

    /// <summary>A known word gives way only to one that so many times more records hold.</summary>
    private const int MuchCommoner = 20;

    /// <summary>Null when nothing has a better one.</summary>
    public string? Of(ParsedQuery query, IReadOnlyList<QuestionWord> words)
    {
        QuestionWord[] rare = [.. words.Where(word => rarity.Records(word) <= 1)];
        if (rare.Length is 0 or > MostRare)
        {
            return null;
        }

        string[] parts = query.Text.Split(' ');
        for (int i = 0; i < parts.Length; i++)
        {
            QuestionWord[] inside = [.. rare.Where(word => parts[i].Contains(word.Typed, StringComparison.Ordinal))];
            if (inside.Length > 0)
            {
                parts[i] = Whole(parts[i]) ?? inside.Aggregate(parts[i], Mended);
            }
        }

        string better = string.Join(' ', parts);
        return better == query.Text ? null : better;
    }

    /// <summary>A misspelt Thai word falls into pieces that say nothing alone: a short run is looked for as one word first.</summary>
    private string? Whole(string run) => run.Length <= LongestWord ? Nearest(run.ToLowerInvariant(), 0) : null;

    private string Mended(string run, QuestionWord word) => Nearest(word.Variants[0], rarity.Records(word)) is { } nearest
        ? run.Replace(word.Typed, nearest, StringComparison.Ordinal)
        : run;

    private string? Nearest(string word, long known)
    {
        Terms? vocabulary = MultiFields.GetTerms(view.RecordReader, IndexFields.Vocabulary);
        if (vocabulary is null || word.Length < 3)
        {
            return null;
        }

        int edits = word.Length <= ShortWord ? 1 : 2;
        var near = new FuzzyTermsEnum(vocabulary, new AttributeSource(), new Term(IndexFields.Vocabulary, word), edits, 0, transpositions: true);
        IBoostAttribute closeness = near.Attributes.AddAttribute<IBoostAttribute>();
        var found = new List<(string Text, float Closeness, int Records)>();
        while (near.MoveNext())
        {
            string text = near.Term.Utf8ToString();
            if (text != word && near.DocFreq >= Math.Max(2, known * MuchCommoner))
            {
                found.Add((text, closeness.Boost, near.DocFreq));
            }
        }

        return found
            .OrderByDescending(term => term.Closeness)
            .ThenByDescending(term => term.Records)
            .ThenBy(term => term.Text, StringComparer.Ordinal)
            .Select(term => term.Text)
            .FirstOrDefault(IsShown);
    }

    private bool IsShown(string text) =>
        LiveTerms.Documents(view.RecordReader, new Term(IndexFields.Vocabulary, text)).Any(doc => !leftOut.Contains(doc));
}
