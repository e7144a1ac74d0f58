namespace EvidenceRegistry.Storage;

/// <summary>
/// A stretch of a job's report. Saved in the transaction of the lines it tells of and of the job's checkpoint, so that after a
/// crash report, counts and records agree.
/// </summary>
public sealed class JobPart
{
    public required string JobId { get; set; }

    /// <summary>From 0, without gaps.</summary>
    public int Part { get; set; }

    /// <summary>Lines of the report in it.</summary>
    public int Lines { get; set; }

    /// <summary>The lines as NDJSON, UTF-8, gzip.</summary>
    public required byte[] Body { get; set; }
}
