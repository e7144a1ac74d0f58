using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>Words of the embedded index. For one search on one thread.</summary>
internal sealed class LuceneKnownWords(IndexView view, IReadOnlySet<int> leftOut, WordWeights rarity) : IKnownWords
{
    public long Records(string term) => rarity.Records(term);

    public Task<IReadOnlyList<NearWord>> NearAsync(string word, int edits) => Task.FromResult<IReadOnlyList<NearWord>>([.. Near(word, edits)]);

    public Task<bool> IsShownAsync(string word) =>
        Task.FromResult(LiveTerms.Documents(view.RecordReader, new Term(IndexFields.Vocabulary, word)).Any(doc => !leftOut.Contains(doc)));

    private IEnumerable<NearWord> Near(string word, int edits)
    {
        Terms? vocabulary = MultiFields.GetTerms(view.RecordReader, IndexFields.Vocabulary);
        if (vocabulary is null || LiveTerms.Documents(view.RecordReader, new Term(IndexFields.Vocabulary, word)).Skip(1).Any())
        {
            yield break;
        }

        var near = new FuzzyTermsEnum(vocabulary, new AttributeSource(), new Term(IndexFields.Vocabulary, word), edits, 0, transpositions: true);
        while (near.MoveNext())
        {
            yield return new NearWord(near.Term.Utf8ToString(), near.DocFreq);
        }
    }
}
