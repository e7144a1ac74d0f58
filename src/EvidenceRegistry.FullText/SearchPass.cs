using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>
/// One walk over everything a query matches: exact total, facet counts, and the first hits after a given place. A facet's
/// counts leave out its own filter and no other (drill-sideways), so that each count is the total of that choice.
/// </summary>
internal sealed class SearchPass
{
    /// <summary>Documents between two looks at the caller's cancellation.</summary>
    private const int Stretch = 4096;

    /// <summary>Documents that facets are counted of at once.</summary>
    private const int Batch = 512;

    private readonly IReadOnlyList<SearchFilter> _filters;
    private readonly IReadOnlyList<FacetCounter> _facets;

    /// <summary>By filter: the counter of the same facet, or null.</summary>
    private readonly FacetCounter?[] _ownCounters;

    private readonly BestHits _best;

    private readonly HashSet<int> _leftOut;
    private readonly HashSet<int> _asked;
    private readonly HitKey? _after;

    /// <summary>Documents of the segment at hand that match and are not counted in the facets yet.</summary>
    private readonly int[] _uncounted = new int[Batch];

    /// <param name="leftOut">Documents not counted at all.</param>
    /// <param name="asked">Documents whose key is wanted wherever they stand.</param>
    /// <param name="keep">Hits kept.</param>
    /// <param name="after">Only hits behind this place are kept; all are counted.</param>
    public SearchPass(
        IReadOnlyList<SearchFilter> filters, IReadOnlyList<FacetCounter> facets, HashSet<int> leftOut, IEnumerable<int> asked, int keep, HitKey? after)
    {
        (_filters, _facets, _leftOut, _asked, _best, _after) = (filters, facets, leftOut, [.. asked], new BestHits(keep), after);
        _ownCounters = [.. filters.Select(filter => facets.FirstOrDefault(counter => counter.Facet == filter.Facet))];
    }

    /// <summary>Everything that matches, left-out records apart.</summary>
    public long Total { get; private set; }

    /// <summary>What matches whatever the filters say.</summary>
    public long Unfiltered { get; private set; }

    /// <summary>Those of them that stand behind the given place.</summary>
    public long Behind { get; private set; }

    /// <summary>Documents asked for by number, where they match.</summary>
    public List<HitKey> Found { get; } = [];

    public IReadOnlyList<FacetCounter> Facets => _facets;

    /// <summary>Best first.</summary>
    public IReadOnlyList<HitKey> Hits { get; private set; } = [];

    public void Run(IndexView view, Query query, HitOrder order, CancellationToken cancel)
    {
        Weight weight = view.Records.CreateNormalizedWeight(query);
        int segment = 0;
        foreach (AtomicReaderContext leaf in view.RecordReader.Leaves)
        {
            cancel.ThrowIfCancellationRequested();
            if (weight.GetScorer(leaf, leaf.AtomicReader.LiveDocs) is { } scorer)
            {
                order.Enter(leaf);
                Walk(scorer, leaf, segment, order, cancel);
            }

            segment++;
        }

        Hits = _best.Take();
    }

    private void Walk(Scorer scorer, AtomicReaderContext leaf, int segment, HitOrder order, CancellationToken cancel)
    {
        FixedBitSet[] passing = [.. _filters.Select(filter => filter.Passing(leaf.AtomicReader))];
        Func<float> score = scorer.GetScore;
        int walked = 0, waiting = 0;
        for (int doc = scorer.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = scorer.NextDoc())
        {
            if (++walked % Stretch == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            int global = leaf.DocBase + doc;
            if (_leftOut.Count > 0 && _leftOut.Contains(global))
            {
                continue;
            }

            Unfiltered++;
            int failed = -1;
            int failures = 0;
            for (int i = 0; i < passing.Length && failures < 2; i++)
            {
                if (!passing[i].Get(doc))
                {
                    failed = i;
                    failures++;
                }
            }

            if (failures == 1)
            {
                _ownCounters[failed]?.Add(segment, doc, global);
            }
            else if (failures == 0)
            {
                Total++;
                _uncounted[waiting++] = doc;
                if (waiting == Batch)
                {
                    CountFacets(segment, waiting, leaf.DocBase);
                    waiting = 0;
                }

                Keep(order.Of(doc, score));
            }
        }

        CountFacets(segment, waiting, leaf.DocBase);
    }

    private void CountFacets(int segment, int count, int docBase)
    {
        foreach (FacetCounter facet in _facets)
        {
            facet.Add(segment, _uncounted.AsSpan(0, count), docBase);
        }
    }

    private void Keep(HitKey hit)
    {
        if (_asked.Count > 0 && _asked.Contains(hit.Doc))
        {
            Found.Add(hit);
        }

        if (_after is { } seam && hit.CompareTo(seam) <= 0)
        {
            return;
        }

        Behind++;
        _best.Add(hit);
    }
}
