using System.ComponentModel.DataAnnotations;

namespace EvidenceRegistry.Harvesting;

/// <summary>How the registry asks other people's servers.</summary>
public sealed class HarvestingOptions
{
    public const string Section = "Harvesting";

    /// <summary>
    /// Whether private and loopback addresses may be asked. Link-local addresses never are: no portal lives there, but the secrets of
    /// a cloud's machine do.
    /// </summary>
    public bool AllowPrivateNetworks { get; init; }

    /// <summary>Whom a portal's operator can write to; stands in the User-Agent.</summary>
    [StringLength(200)]
    [RegularExpression(@"[A-Za-z0-9@:/._+~ -]*", ErrorMessage = "The setting Contact takes letters, digits and @ : / . _ + ~ -.")]
    public string? Contact { get; init; }

    /// <summary>Seconds an answer may take, its last byte included.</summary>
    [Range(1, 3600)]
    public int TimeoutSeconds { get; init; } = 60;

    /// <summary>Longest answer read, unpacked.</summary>
    [Range(1, 1024)]
    public int AnswerMegabytes { get; init; } = 32;

    /// <summary>Days between two looks at the addresses of datasets' resources; 0: only when asked.</summary>
    [Range(0, 3650)]
    public int CheckResourcesDays { get; init; } = 30;

    /// <summary>Datasets fetched with one request and stored in one transaction.</summary>
    [Range(1, 1000)]
    public int DatasetsAtOnce { get; init; } = 100;
}
