using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Jobs;

/// <summary>A job as the API shows it.</summary>
/// <param name="State">queued, running, paused, done, failed, cancelled.</param>
/// <param name="ChangeToken">Token of its last write.</param>
public sealed record JobView(
    string Id, string Kind, JobState State, long Read, long Created, long Updated, long Unchanged, long Refused, long Files,
    IReadOnlyDictionary<string, long> Counts, long? ChangeToken, string? Error, DateTime CreatedAt, DateTime? StartedAt, DateTime? EndedAt)
{
    public static JobView Of(Job job)
    {
        return new(job.Id, job.Kind, job.State, Count("read"), Count("created"), Count("updated"), Count("unchanged"), Count("refused"), Count("files"),
            job.Counts, job.ChangeToken, job.Error, job.CreatedAt, job.StartedAt, job.EndedAt);

        long Count(string name) => job.Counts.GetValueOrDefault(name);
    }
}
