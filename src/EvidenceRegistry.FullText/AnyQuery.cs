using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Matches what any of a few <paramref name="ways"/> matches, and scores by the best of those that match, or by their sum. The library's
/// own queries for it keep the ways in a heap by document, which costs more than to look at two or four of them.
/// </summary>
internal sealed class AnyQuery(IReadOnlyList<Query> ways, bool summed = false) : Query
{
    /// <summary>The best of the ways; a single one as it is.</summary>
    public static Query Best(IReadOnlyList<Query> ways) => ways.Count == 1 ? ways[0] : new AnyQuery(ways);

    public override Weight CreateWeight(IndexSearcher searcher) => new Any(this, [.. ways.Select(query => query.CreateWeight(searcher))], summed);

    public override Query Rewrite(IndexReader reader)
    {
        Query[] rewritten = [.. ways.Select(query => query.Rewrite(reader))];
        return rewritten.Zip(ways, ReferenceEquals).All(same => same) ? this : new AnyQuery(rewritten, summed);
    }

    public override string ToString(string field) => $"({string.Join(summed ? " + " : " | ", ways.Select(query => query.ToString(field)))})";

    private sealed class Any(AnyQuery query, Weight[] ways, bool summed) : Weight
    {
        public override Query Query => query;

        /// <summary>The library's weights take their boost when they are asked for this.</summary>
        public override float GetValueForNormalization() => ways.Sum(weight => weight.GetValueForNormalization());

        public override void Normalize(float norm, float topLevelBoost)
        {
            foreach (Weight weight in ways)
            {
                weight.Normalize(norm, topLevelBoost);
            }
        }

        public override Scorer? GetScorer(AtomicReaderContext context, IBits? acceptDocs)
        {
            Scorer[] there = [.. ways.Select(weight => weight.GetScorer(context, acceptDocs)).OfType<Scorer>()];
            return there.Length switch
            {
                0 => null,
                1 => there[0],
                _ => new Union(this, there, summed),
            };
        }

        public override Explanation Explain(AtomicReaderContext context, int doc) => throw new NotSupportedException("Scores are explained by their parts.");
    }

    private sealed class Union(Weight weight, Scorer[] ways, bool summed) : Scorer(weight)
    {
        /// <summary>Where each of the ways stands: at the document at hand or behind it.</summary>
        private readonly int[] _at = [.. ways.Select(_ => -1)];

        private int _doc = -1;

        public override int DocID => _doc;

        public override int Freq => _at.Count(at => at == _doc);

        public override int NextDoc() => _doc == NO_MORE_DOCS ? _doc : Advance(_doc + 1);

        public override int Advance(int target)
        {
            int[] at = _at;
            int first = NO_MORE_DOCS;
            for (int i = 0; i < at.Length; i++)
            {
                if (at[i] < target)
                {
                    at[i] = at[i] == target - 1 ? ways[i].NextDoc() : ways[i].Advance(target);
                }

                first = Math.Min(first, at[i]);
            }

            return _doc = first;
        }

        public override float GetScore()
        {
            int[] at = _at;
            double sum = 0;
            float best = 0;
            for (int i = 0; i < at.Length; i++)
            {
                if (at[i] == _doc)
                {
                    float score = ways[i].GetScore();
                    sum += score;
                    best = Math.Max(best, score);
                }
            }

            return summed ? (float)sum : best;
        }

        public override long GetCost() => ways.Sum(way => way.GetCost());
    }
}
