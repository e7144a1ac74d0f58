using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Jobs;

/// <summary>A job as the API shows it.</summary>
/// <param name="State">queued, running, paused, done, failed, cancelled.</param>
/// <param name="Problems">Lines refused and warnings given so far.</param>
/// <param name="Rate">Lines a second while it ran; null before the first.</param>
/// <param name="SecondsLeft">By the part of the file that is behind it; null where nobody can say.</param>
/// <param name="ChangeToken">Token of its last write.</param>
public sealed record JobView(
    string Id, string Kind, JobState State, long Read, long Created, long Updated, long Unchanged, long Refused, long Files, long Problems, double? Rate, long? SecondsLeft,
    IReadOnlyDictionary<string, long> Counts, long? ChangeToken, string? Error, DateTime CreatedAt, DateTime? StartedAt, DateTime? EndedAt)
{
    /// <summary>Names of counts: time it ran, bytes of its file, bytes behind it.</summary>
    public const string Milliseconds = "milliseconds", Size = "size", Position = "position";

    public static JobView Of(Job job)
    {
        return new(job.Id, job.Kind, job.State, Count("read"), Count("created"), Count("updated"), Count("unchanged"), Count("refused"), Count("files"), Count("problems"),
            Count(Milliseconds) > 0 ? Math.Round(1000.0 * Count("read") / Count(Milliseconds), 1) : null, SecondsLeftOf(job),
            job.Counts, job.ChangeToken, job.Error, job.CreatedAt, job.StartedAt, job.EndedAt);

        long Count(string name) => job.Counts.GetValueOrDefault(name);
    }

    private static long? SecondsLeftOf(Job job)
    {
        var (ran, size, position) = (job.Counts.GetValueOrDefault(Milliseconds), job.Counts.GetValueOrDefault(Size), job.Counts.GetValueOrDefault(Position));
        return job.EndedAt is not null || ran == 0 || position == 0 ? null : ran * Math.Max(0, size - position) / position / 1000;
    }
}
