namespace EvidenceRegistry.FullText;

/// <summary>What of a work is looked at to tell whether two are one.</summary>
/// <param name="Kind">Works of different kinds are never compared.</param>
/// <param name="Authors">Names as written, in any order and form.</param>
public sealed record ComparedWork(string Kind, string? TitleTh, string? TitleEn, IReadOnlyList<string> Authors, int? Year)
{
    public string? Doi { get; init; }

    public string? Handle { get; init; }

    /// <summary>Number of the contract or project it comes from: points to candidates, proves nothing.</summary>
    public string? Contract { get; init; }
}
