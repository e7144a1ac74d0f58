using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>
/// One term, already looked up. The library's own term query opens the segment's term list once more for every term and
/// segment, which cost more than reading the documents.
/// </summary>
/// <param name="places">By segment; null where the term is not.</param>
/// <param name="frequency">Documents that hold the term, deleted ones included until a merge.</param>
internal sealed class FoundTermQuery(TermSeeker seeker, string field, string term, TermState?[] places, long frequency) : Query
{
    public bool IsThere => frequency > 0;

    public override Weight CreateWeight(IndexSearcher searcher) => new Found(
        this, searcher.Similarity, searcher.Similarity.ComputeWeight(Boost, searcher.CollectionStatistics(field), new TermStatistics(new BytesRef(term), frequency, -1)));

    public override string ToString(string field) => $"{field}:{term}";

    private Occurrences? Scorer(Weight weight, Similarity.SimScorer scores, AtomicReaderContext leaf, IBits? live) => places[leaf.Ord] is { } place
        ? new Occurrences(weight, seeker.Documents(field, term, leaf.Ord, place, live), scores)
        : null;

    private sealed class Found(FoundTermQuery query, Similarity similarity, Similarity.SimWeight weight) : Weight
    {
        public override Query Query => query;

        public override float GetValueForNormalization() => weight.GetValueForNormalization();

        public override void Normalize(float norm, float topLevelBoost) => weight.Normalize(norm, topLevelBoost);

        public override Scorer? GetScorer(AtomicReaderContext context, IBits? acceptDocs) =>
            query.Scorer(this, similarity.GetSimScorer(weight, context), context, acceptDocs);

        public override Explanation Explain(AtomicReaderContext context, int doc) => throw new NotSupportedException("Scores are explained by their parts.");
    }

    private sealed class Occurrences(Weight weight, DocsEnum documents, Similarity.SimScorer scores) : Scorer(weight)
    {
        public override int Freq => documents.Freq;

        public override int DocID => documents.DocID;

        public override int NextDoc() => documents.NextDoc();

        public override int Advance(int target) => documents.Advance(target);

        public override long GetCost() => documents.GetCost();

        public override float GetScore() => scores.Score(documents.DocID, documents.Freq);
    }
}
