using Lucene.Net.Index;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>Turns a matching document into its <see cref="HitKey"/>, one segment after the other.</summary>
/// <param name="thisYear">As <see cref="SearchRequest.ThisYear"/>.</param>
internal sealed class HitOrder(IndexView view, SearchSort sort, IReadOnlyList<string> raisedAreas, RankingWeights weights, int? thisYear = null)
{
    private int _base;
    private long[] _prior = [];
    private long[] _year = [];
    private NumericDocValues? _changed;
    private FixedBitSet? _raised;

    public void Enter(AtomicReaderContext segment)
    {
        _base = segment.DocBase;
        _prior = SegmentNumbers.Of(segment.AtomicReader, IndexFields.Prior);
        _year = SegmentNumbers.Of(segment.AtomicReader, IndexFields.Year);
        _changed = segment.AtomicReader.GetNumericDocValues(IndexFields.ChangedAt);
        _raised = raisedAreas.Count == 0
            ? null
            : new SearchFilter(FacetNames.Area, [IndexFields.Facet(FacetNames.Area)], raisedAreas).Passing(segment.AtomicReader);
    }

    /// <param name="score">By words, asked for only where it decides.</param>
    public HitKey Of(int doc, Func<float> score)
    {
        int global = _base + doc;
        int id = view.IdRanks[global];
        return sort switch
        {
            SearchSort.Newest => new HitKey(-_year[doc], -_changed!.Get(doc), id, global),
            SearchSort.Title => new HitKey(view.TitleRanks[global], 0, id, global),
            _ => new HitKey(-score() * Factor(doc), 0, id, global),
        };
    }

    /// <summary>What the whole score is multiplied by.</summary>
    public double Factor(int doc) => Prior(doc) * Place(doc) * Recency(doc);

    public double Prior(int doc) => BitConverter.Int64BitsToDouble(_prior[doc]);

    public double Place(int doc) => _raised?.Get(doc) == true ? weights.Place : 1;

    public double Recency(int doc) => ScoreParts.RecencyOf(_year[doc], thisYear, weights);
}
