using System.ComponentModel.DataAnnotations;

namespace EvidenceRegistry.Indexing;

/// <summary>Settings of the index feed; docs/settings.md explains each.</summary>
public sealed class IndexingOptions
{
    public const string Section = "Indexing";

    /// <summary>Characters of the full texts of one record that are searched, in the order of its files; what comes behind is kept, shown, and not searched.</summary>
    [Range(100_000, 1_000_000_000)]
    public long RecordCharacters { get; set; } = 20_000_000;
}
