using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>
/// BM25 as Elasticsearch 8 computes it, without the constant factor (k1 + 1). Unlike Lucene.NET's own it takes the number of
/// documents <em>that have the field</em>, so that closed text, which lives in fields of its own, moves no score of others,
/// and the length from <see cref="NormByte"/>.
/// </summary>
internal sealed class Bm25(double k1, double b) : Similarity
{
    private readonly ConcurrentDictionary<string, (double Average, float[] Table)> _inverses = new(StringComparer.Ordinal);

    public override long ComputeNorm(FieldInvertState state) => NormByte.Encode(Math.Max(0, state.Length - state.NumOverlap));

    public override SimWeight ComputeWeight(float queryBoost, CollectionStatistics collection, params TermStatistics[] terms)
    {
        double idf = terms.Sum(term => Idf(term.DocFreq, collection.DocCount));
        double averageLength = collection.SumTotalTermFreq > 0 ? (double)collection.SumTotalTermFreq / collection.DocCount : 1;
        return new Weight(collection.Field, queryBoost * idf, Inverses(collection.Field, averageLength));
    }

    public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context)
    {
        var own = (Weight)weight;
        return new Scorer(own, k1, context.AtomicReader.GetNormValues(own.Field));
    }

    public static double Idf(long documentFrequency, long documents) =>
        Math.Log(1 + ((documents - documentFrequency + 0.5) / (documentFrequency + 0.5)));

    /// <summary>By norm byte: 1 / (k1 · (1 − b + b · length / average length)); made anew when a field's average changes.</summary>
    private float[] Inverses(string field, double averageLength)
    {
        if (_inverses.TryGetValue(field, out (double Average, float[] Table) last) && last.Average.Equals(averageLength))
        {
            return last.Table;
        }

        float[] table = [.. Enumerable.Range(0, 256).Select(norm => (float)(1 / (k1 * (1 - b + (b * NormByte.Length((byte)norm) / averageLength)))))];
        _inverses[field] = (averageLength, table);
        return table;
    }

    private sealed class Weight(string field, double boostedIdf, float[] inverse) : SimWeight
    {
        private readonly float _boostedIdf = (float)boostedIdf;
        private float _topLevelBoost = 1;

        public string Field { get; } = field;

        public float[] Inverse { get; } = inverse;

        public float Value => _boostedIdf * _topLevelBoost;

        public override float GetValueForNormalization() => 1;

        public override void Normalize(float queryNorm, float topLevelBoost) => _topLevelBoost = topLevelBoost;
    }

    private sealed class Scorer(Weight weight, double k1, NumericDocValues? norms) : SimScorer
    {
        private readonly float _value = weight.Value;
        private readonly float _withoutNorm = (float)(1 / k1);

        public override float Score(int doc, float freq)
        {
            float inverse = norms is null ? _withoutNorm : weight.Inverse[(byte)norms.Get(doc)];
            return _value - (_value / (1 + (freq * inverse)));
        }

        public override float ComputeSlopFactor(int distance) => 1f / (distance + 1);

        public override float ComputePayloadFactor(int doc, int start, int end, BytesRef payload) => 1;
    }
}
