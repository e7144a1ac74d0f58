using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>Better spellings of a question: for each word that open text hardly knows, the commonest word close to it.</summary>
internal sealed class Spelling(IndexView view, TextAnalysis analysis, IReadOnlySet<int> leftOut, WordWeights rarity)
{
    /// <summary>Words of up to this many UTF-16 units may differ in one place, longer ones in two.</summary>
    private const int ShortWord = 5;

    /// <summary>Longer runs without a space hold several words.</summary>
    private const int LongestWord = 24;

    /// <summary>A question with more unknown words than this is in another language or none; each look-up walks the vocabulary.</summary>
    private const int MostRare = 6;

    /// <summary>Look-ups for one question, whatever it holds.</summary>
    private const int MostLookUps = 12;

    /// <summary>Parts of a question that are all looked at although each of its words is known.</summary>
    private const int FewParts = 4;

    /// <summary>A known word gives way only to one that so many times more records hold.</summary>
    private const int MuchCommoner = 20;

    private readonly Dictionary<string, string?> _nearest = new(StringComparer.Ordinal);

    /// <summary>The question with its unknown words as the other keyboard layout would have written them; null where there are none.</summary>
    public string? Switched(ParsedQuery query, IReadOnlyList<QuestionWord> words)
    {
        QuestionWord[] rare = Rare(words);
        string[] parts = query.Text.Split(' ');
        string switched = string.Join(' ', parts.Select(part => Inside(part, rare).Any() ? KeyboardLayout.Other(part) ?? part : part));
        return switched == query.Text ? null : switched;
    }

    /// <summary>Null when nothing has a better one.</summary>
    public string? Of(ParsedQuery query, IReadOnlyList<QuestionWord> words)
    {
        QuestionWord[] rare = Rare(words);
        string[] parts = query.Text.Split(' ');
        if (rare.Length > MostRare || (rare.Length == 0 && parts.Length > FewParts))
        {
            return null;
        }

        // A slip may leave nothing but pieces that are words by themselves: then every short run is looked at.
        string better = string.Join(' ', parts.Select(part => rare.Length == 0 ? Whole(part) ?? part : Mended(part, [.. Inside(part, rare)])));
        return better == query.Text ? null : better;
    }

    private QuestionWord[] Rare(IReadOnlyList<QuestionWord> words) =>
        [.. words.Where(word => word.Year is null && rarity.Records(word) <= 1 && !word.Others.Any(form => form.Terms.All(term => rarity.Records(term) > 1)))];

    private static IEnumerable<QuestionWord> Inside(string part, QuestionWord[] rare) => rare.Where(word => part.Contains(word.Typed, StringComparison.Ordinal));

    /// <summary>A misspelt Thai word falls into pieces that say nothing alone: a short run is looked for as one word first, then a piece with its neighbours.</summary>
    private string Mended(string part, IReadOnlyList<QuestionWord> rare)
    {
        return rare.Count == 0 ? part : Whole(part) ?? rare.Aggregate(part, (run, word) => Around(run, word) ?? Alone(run, word));
    }

    private string? Whole(string run) => run.Length <= LongestWord ? Nearest(run.ToLowerInvariant(), 0) : null;

    private string Alone(string run, QuestionWord word) => Nearest(word.Variants[0], rarity.Records(word)) is { } nearest
        ? run.Replace(word.Typed, nearest, StringComparison.Ordinal)
        : run;

    /// <summary>The piece with the word before and after it, then with one of them.</summary>
    private string? Around(string run, QuestionWord word)
    {
        (int Start, int End)[] pieces = [.. analysis.Words(run).GroupBy(token => token.Position).Select(group => (group.Min(token => token.Start), group.Max(token => token.End)))];
        int at = Array.FindIndex(pieces, piece => run[piece.Start..piece.End] == word.Typed);
        foreach ((int before, int after) in at < 0 || rarity.Records(word) > 0 ? [] : new[] { (1, 1), (1, 0), (0, 1), (2, 0), (0, 2) })
        {
            if (at - before < 0 || at + after >= pieces.Length)
            {
                continue;
            }

            (int start, int end) = (pieces[at - before].Start, pieces[at + after].End);
            if (end - start <= LongestWord && Nearest(run[start..end].ToLowerInvariant(), 0) is { } nearest)
            {
                return string.Concat(run.AsSpan(0, start), nearest, run.AsSpan(end));
            }
        }

        return null;
    }

    private string? Nearest(string word, long known)
    {
        if (!_nearest.TryGetValue(word, out string? nearest))
        {
            _nearest[word] = nearest = _nearest.Count < MostLookUps ? Look(word, known) : null;
        }

        return nearest;
    }

    private string? Look(string word, long known)
    {
        Terms? vocabulary = MultiFields.GetTerms(view.RecordReader, IndexFields.Vocabulary);
        if (vocabulary is null || word.Length < 3 || LiveTerms.Documents(view.RecordReader, new Term(IndexFields.Vocabulary, word)).Skip(1).Any())
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
            if (text != word && near.DocFreq >= Math.Max(1, known * MuchCommoner))
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
