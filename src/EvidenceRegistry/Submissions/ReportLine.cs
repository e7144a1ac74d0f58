using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Submissions;

/// <summary>What became of one entry of a bulk file, as it is kept: problems by code, put into words when somebody reads them.</summary>
/// <param name="Line">In its file, from 1; 0 where there are none.</param>
/// <param name="Outcome">created, updated, unchanged, removed, refused.</param>
/// <param name="Raw">As it stood; only where there are problems.</param>
public sealed record ReportLine(
    long Ordinal, long Line, string Place, string? Source, string? SourceId, string Outcome, string? Id, int Files,
    IReadOnlyList<DraftProblem>? Problems, string? Raw)
{
    public const string Refused = "refused";

    /// <summary>True where it speaks of a purged record and quotes nothing any more.</summary>
    public bool? Purged { get; init; }

    /// <summary>What became of it and which rules it broke, without a word of what it said.</summary>
    public ReportLine Bare() => this with
    {
        Purged = true,
        Raw = null,
        Problems = Problems is null ? null : [.. Problems.Select(p => p with { Text = null, Details = p.Code == ProblemCodes.WrongType ? p.Details : [.. p.Details.Select(_ => "…")] })],
    };
}
