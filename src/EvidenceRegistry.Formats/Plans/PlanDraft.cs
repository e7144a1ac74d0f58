using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Plans;

/// <summary>Bytes of a file with the name that its problems are reported under.</summary>
public sealed record SourceFile(string Name, ReadOnlyMemory<byte> Bytes);

/// <summary>What plan files say, with everything that is wrong in them. Drafts are complete only when there are no problems.</summary>
public sealed record PlanDraft
{
    public List<EditionDraft> Editions { get; } = [];

    public List<ConceptDraft> Concepts { get; } = [];

    public List<CrosswalkDraft> Crosswalk { get; } = [];

    public List<LinkDraft> Links { get; } = [];

    public List<AreaDraft> Areas { get; } = [];

    public List<DraftProblem> Problems { get; } = [];
}

/// <param name="Place">File, line and column of the code, for problems that show only later.</param>
public sealed record EditionDraft(string Code, string NameTh, string? NameEn, DateOnly From, DateOnly? To, string Place);

/// <param name="Edition">Empty for code lists.</param>
/// <param name="More">Further columns: kind, priority, confidence, note, revision.</param>
public sealed record ConceptDraft(
    string Scheme,
    string Code,
    string Edition,
    string? Parent,
    string TextTh,
    string? TextEn,
    string? TextEnSource,
    bool Sample,
    string? Origin,
    IReadOnlyDictionary<string, string> More,
    string Place);

/// <param name="FromCode">Empty where the code is new.</param>
/// <param name="ToCode">Null where the code was retired without a successor.</param>
public sealed record CrosswalkDraft(string FromCode, string FromEdition, string? ToCode, string ToEdition, string Relation, string Place);

/// <summary>A link across the tree: sub-target to issue goal (<c>contributesTo</c>), codes with one text (<c>repeats</c>).</summary>
public sealed record LinkDraft(string FromCode, string ToCode, string Relation, string Confidence, string Place);

public sealed record AreaDraft(string Code, string Kind, string? Parent, string NameTh, string? NameEn, IReadOnlyList<string> OtherNames, string Place);
