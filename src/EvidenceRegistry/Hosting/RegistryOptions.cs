using System.ComponentModel.DataAnnotations;

namespace EvidenceRegistry.Hosting;

/// <summary>Where the registry keeps its things and how it starts.</summary>
public sealed class RegistryOptions
{
    public const string Section = "Registry";

    /// <summary>Database, index and files; relative to the working folder.</summary>
    [Required]
    public string DataFolder { get; init; } = "data";

    /// <summary>Files alone, where several processes share them; null: <c>files</c> in the data folder.</summary>
    public string? FilesFolder { get; init; }

    /// <summary>What an empty registry is filled with at its first start.</summary>
    public SeedDataChoice SeedData { get; init; } = SeedDataChoice.Samples;

    /// <summary>First admin key given by the operator; used only while no key exists.</summary>
    [RegularExpression("erk_[A-Za-z0-9_-]{8,}", ErrorMessage = "The setting AdminKey must be erk_ followed by at least 8 letters, digits, - or _.")]
    public string? AdminKey { get; init; }

    /// <summary>Whether anyone may read /api/v1/status, or harvesters, curators and admins alone.</summary>
    public bool PublicStatus { get; init; } = true;
}

public enum SeedDataChoice
{
    /// <summary>Plans, areas and sample records.</summary>
    Samples,

    /// <summary>Plans and areas.</summary>
    Plans,

    None,
}
