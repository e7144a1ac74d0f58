using System.Collections.Concurrent;
using Lucene.Net.Index;

namespace EvidenceRegistry.FullText;

/// <summary>Seekers of one reader that wait for the next search, one for each search that ever ran beside others.</summary>
internal sealed class TermSeekers(IndexReader reader)
{
    private readonly ConcurrentBag<TermSeeker> _idle = [];

    public TermSeeker Take() => _idle.TryTake(out TermSeeker? seeker) ? seeker : new TermSeeker(reader);

    /// <summary>Only after a search that ended well: what a failure left half read is not worth keeping.</summary>
    public void Give(TermSeeker seeker) => _idle.Add(seeker);
}
