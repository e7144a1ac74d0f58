using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Matches what <paramref name="selects"/> matches and scores by the sum of that and of all of <paramref name="adds"/> that match too. The
/// library's boolean query keeps its optional clauses in a heap by document, which for words that stand in most documents cost a third of
/// a search; here each is moved to the document at hand, and only where its score is asked for.
/// </summary>
internal sealed class SummedQuery(Query selects, IReadOnlyList<Query> adds) : Query
{
    public override Weight CreateWeight(IndexSearcher searcher) =>
        new Sum(this, selects.CreateWeight(searcher), [.. adds.Select(query => query.CreateWeight(searcher))]);

    public override Query Rewrite(IndexReader reader)
    {
        Query rewritten = selects.Rewrite(reader);
        Query[] more = [.. adds.Select(query => query.Rewrite(reader))];
        return ReferenceEquals(rewritten, selects) && more.Zip(adds, ReferenceEquals).All(same => same) ? this : new SummedQuery(rewritten, more);
    }

    public override string ToString(string field) => $"+({selects.ToString(field)}) {string.Join(' ', adds.Select(query => query.ToString(field)))}";

    private sealed class Sum(SummedQuery query, Weight selects, Weight[] adds) : Weight
    {
        public override Query Query => query;

        /// <summary>The library's weights take their boost when they are asked for this.</summary>
        public override float GetValueForNormalization() => selects.GetValueForNormalization() + adds.Sum(weight => weight.GetValueForNormalization());

        public override void Normalize(float norm, float topLevelBoost)
        {
            selects.Normalize(norm, topLevelBoost);
            foreach (Weight weight in adds)
            {
                weight.Normalize(norm, topLevelBoost);
            }
        }

        public override Scorer? GetScorer(AtomicReaderContext context, IBits? acceptDocs)
        {
            Scorer[] more = [.. adds.Select(weight => weight.GetScorer(context, acceptDocs)).OfType<Scorer>()];
            return selects.GetScorer(context, acceptDocs) is { } selected ? new Scored(this, selected, more) : null;
        }

        public override Explanation Explain(AtomicReaderContext context, int doc) => throw new NotSupportedException("Scores are explained by their parts.");
    }

    private sealed class Scored(Weight weight, Scorer selected, Scorer[] adds) : Scorer(weight)
    {
        /// <summary>Where each of <c>adds</c> stands.</summary>
        private readonly int[] _at = [.. adds.Select(_ => -1)];

        public override int Freq => selected.Freq;

        public override int DocID => selected.DocID;

        public override int NextDoc() => selected.NextDoc();

        public override int Advance(int target) => selected.Advance(target);

        public override long GetCost() => selected.GetCost();

        public override float GetScore()
        {
            int doc = selected.DocID;
            int[] at = _at;
            double sum = selected.GetScore();
            for (int i = 0; i < at.Length; i++)
            {
                if (at[i] < doc)
                {
                    at[i] = adds[i].Advance(doc);
                }

                if (at[i] == doc)
                {
                    sum += adds[i].GetScore();
                }
            }

            return (float)sum;
        }
    }
}
