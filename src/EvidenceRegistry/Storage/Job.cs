namespace EvidenceRegistry.Storage;

/// <summary>One piece of long work: claimed, watched, cancelled, resumed and taken over in one way.</summary>
public sealed class Job
{
    public required string Id { get; set; }

    /// <summary>rebuild, submission, harvest, retag …</summary>
    public required string Kind { get; set; }

    public JobState State { get; set; }

    /// <summary>What it was asked to do, JSON of its kind.</summary>
    public string? Input { get; set; }

    /// <summary>Name → count, in the words of the API: read, created, updated, unchanged, refused, files, total …</summary>
    public Dictionary<string, long> Counts { get; set; } = [];

    /// <summary>Where to go on after a stop, in the words of its kind.</summary>
    public string? Checkpoint { get; set; }

    /// <summary>Token of its last write.</summary>
    public long? ChangeToken { get; set; }

    public string? Error { get; set; }

    public int ActorId { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime? StartedAt { get; set; }

    public DateTime? EndedAt { get; set; }

    public bool CancelAsked { get; set; }

    public string? ClaimedBy { get; set; }

    public DateTime? ClaimedUntil { get; set; }
}

public enum JobState
{
    Queued,
    Running,
    Paused,
    Done,
    Failed,
    Cancelled,
}
