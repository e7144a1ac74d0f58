using System.ComponentModel.DataAnnotations;

namespace EvidenceRegistry.Tagging;

/// <summary>Settings of proposals; docs/settings.md explains each.</summary>
public sealed class TaggingOptions
{
    public const string Section = "Tagging";

    /// <summary>False: nothing is proposed, not when asked either; what stands stays.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Hours between two lessons from decisions; 0: only when asked.</summary>
    [Range(0, 8760)]
    public int LearnEveryHours { get; set; } = 24;
}
