using System.ComponentModel.DataAnnotations;

namespace EvidenceRegistry.Submissions;

/// <summary>How bulk files are taken in.</summary>
public sealed class ImportOptions
{
    public const string Section = "Import";

    /// <summary>Entries in one transaction: enough to share a flush of the disk, few enough that other writers wait a moment only.</summary>
    [Range(1, 10_000)]
    public int EntriesAtOnce { get; init; } = 500;

    /// <summary>After so many refused entries the job pauses and asks, and after as many again once more; 0: never.</summary>
    [Range(0, int.MaxValue)]
    public int PauseAfterRefused { get; init; } = 1_000;
}
