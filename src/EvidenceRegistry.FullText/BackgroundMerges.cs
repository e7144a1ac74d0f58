using Lucene.Net.Index;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Merges in the background. Lucene would throw a failed merge on its own thread, which ends the process; here it waits
/// for the next commit, which reports it. The index is whole without that merge, and it is tried again.
/// </summary>
internal sealed class BackgroundMerges : ConcurrentMergeScheduler
{
    /// <summary>A merge is wanted soon, or segments pile up; not before those who search. A third of what a usual thread gets beside it.</summary>
    private const int Nice = 5;

    private Exception? _problem;

    /// <summary>The last problem, once.</summary>
    public Exception? TakeProblem() => Interlocked.Exchange(ref _problem, null);

    protected override void DoMerge(MergePolicy.OneMerge merge)
    {
        Niceness.Set(Nice);
        base.DoMerge(merge);
    }

    protected override void HandleMergeException(Exception exc) => Interlocked.Exchange(ref _problem, exc);
}
