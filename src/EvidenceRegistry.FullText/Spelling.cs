using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>A better spelling of a question: for each word that open text hardly knows, the commonest word close to it.</summary>
internal sealed class Spelling(IndexView view, IReadOnlySet<int> leftOut, WordWeights rarity)
{
    /// <summary>Words of up to this many UTF-16 units may differ in one place, longer ones in two.</summary>
    private const int ShortWord = 5;

    /// <summary>A known word gives way only to one that so many times more records hold.</summary>
    private const int MuchCommoner = 20;

    /// <summary>Null when no word has a better one.</summary>
    public string? Of(ParsedQuery query, IReadOnlyList<QuestionWord> words)
    {
        string better = query.Text;
        foreach (QuestionWord word in words)
        {
            long known = rarity.Records(word);
            if (known <= 1 && Nearest(word.Variants[0], known) is { } nearest)
            {
                better = better.Replace(word.Typed, nearest, StringComparison.Ordinal);
            }
        }

        return better == query.Text ? null : better;
    }

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
