using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Tagging;

/// <summary>Learns from decisions, as a job. Whatever takes over, the watch proposes anew with it.</summary>
public sealed class LearnJob(TagLearning learning) : IJobWork
{
    public const string Work = "learn";

    public string Kind => Work;

    public JobLane Lane => JobLane.Slow;

    public async Task RunAsync(JobRun run, CancellationToken cancel)
    {
        var made = await learning.LearnAsync(run.ActorId, cancel);
        run.Count("read", made.Sum(m => m.Decisions));
        run.Count("created", made.Count);
        run.Count("refused", made.Count(m => m.State == TagModelState.Refused));
        await run.SaveAsync(null, cancel);
    }
}
