using Lucene.Net.Index;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Which segments become one. While writes come, as many of one size as <see cref="LuceneOptions.MergedAtOnce"/> says, by their number of documents, so that the size of
/// closed texts does not decide when. At rest (a forced merge), all of the young ones, up to <see cref="MostAtRest"/> documents; a segment that holds most of them is left alone
/// until those behind it are a tenth of all, and so on down: a single write a day does not copy what stands every day.
/// </summary>
internal sealed class RestMerges : LogDocMergePolicy
{
    /// <summary>Documents copied at rest at most: some seconds for records, half a minute for full texts.</summary>
    public const int MostAtRest = 50_000;

    private const int Larger = 9;

    /// <summary>Whether the last look at rest found something to do.</summary>
    public bool Found { get; private set; }

    public override MergeSpecification? FindForcedMerges(SegmentInfos segmentInfos, int maxSegmentCount, IDictionary<SegmentCommitInfo, bool> segmentsToMerge)
    {
        ArgumentNullException.ThrowIfNull(segmentInfos);
        var segments = Young([.. segmentInfos.Segments]);
        Found = segments.Count > 1;
        if (!Found)
        {
            return null;
        }

        var merges = new MergeSpecification();
        merges.Add(new MergePolicy.OneMerge(segments));
        return merges;
    }

    private static List<SegmentCommitInfo> Young(IReadOnlyList<SegmentCommitInfo> all)
    {
        int first = all.Count, sum = 0;
        while (first > 0 && sum + all[first - 1].Info.DocCount <= MostAtRest)
        {
            sum += all[--first].Info.DocCount;
        }

        for (; first < all.Count && all[first].Info.DocCount > Larger * (sum - all[first].Info.DocCount); first++)
        {
            sum -= all[first].Info.DocCount;
        }

        return [.. all.Skip(first)];
    }
}
