namespace EvidenceRegistry.Formats.Drafts;

/// <summary>One record as one source gives it. What the registry makes of it is decided at intake.</summary>
public sealed class RecordDraft
{
    /// <summary>Short name of the source, <c>tsri</c>.</summary>
    public string Source { get; set; } = "";

    /// <summary>Id at that source: any text up to 200 characters.</summary>
    public string SourceId { get; set; } = "";

    public required RecordContent Content { get; set; }

    /// <summary>What the source says of its files; their bytes come apart.</summary>
    public List<DraftFile> Files { get; set; } = [];
}

/// <param name="Access">Null: that of the record.</param>
public sealed record DraftFile(string Name, AccessRights? Access = null, DateOnly? EmbargoUntil = null);

/// <summary>Drafts and problems side by side; a problem may leave its draft usable or not.</summary>
public sealed record DraftReading(RecordDraft? Draft, IReadOnlyList<DraftProblem> Problems)
{
    public bool Usable => Draft is not null && !Problems.Any(p => p.Refuses);
}

/// <summary>One thing that is wrong, with its place and a word that machines can rely on.</summary>
/// <param name="Code">Kebab-case, stable, explained in <c>docs/problems.md</c>: <c>unknown-member</c>, <c>not-a-date</c> …</param>
/// <param name="Place">JSON path (<c>$.authors[2].orcid</c>), line and column, page or field.</param>
/// <param name="Text">What stood there, cut at 200 characters; null where there is nothing to show.</param>
/// <param name="Refuses">True when the draft cannot be taken with it.</param>
public sealed record DraftProblem(string Code, string Place, string? Text = null, bool Refuses = true)
{
    /// <summary>Figures and names a message needs (a limit, the values allowed), in the order its text uses them.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}
