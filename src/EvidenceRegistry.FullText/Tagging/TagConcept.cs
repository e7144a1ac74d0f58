namespace EvidenceRegistry.FullText.Tagging;

/// <summary>A node of any tree that texts are tagged with: sub-targets of a plan, factors, OECD fields, the SDGs.</summary>
/// <param name="Code">Unique in its tree.</param>
/// <param name="Parent">Code of the node above it in the same list; null at the top.</param>
/// <param name="Proposed">False for nodes that only lend their words to those below and above.</param>
public sealed record TagConcept(string Code, string? Parent, string? TextTh, string? TextEn, bool Proposed = true);

/// <summary>A word or phrase that speaks for a concept (or against it, with a negative weight), as stewards wrote it.</summary>
/// <param name="Text">Thai or English; <c>a + b</c> is met where both stand within a few sentences of each other.</param>
public sealed record TagTerm(string Text, double Weight);

/// <summary>One stretch of a text to be tagged.</summary>
/// <param name="Name">title, abstract, file.</param>
/// <param name="Kind">Decides how much a word found in it says.</param>
public sealed record TagField(string Name, string Text, TagFieldKind Kind)
{
    /// <summary>Id of the file a page belongs to; null for metadata.</summary>
    public string? File { get; init; }

    public int? Page { get; init; }
}

public enum TagFieldKind
{
    Title,
    Abstract,

    /// <summary>A page of full text; all pages together weigh as one body, whatever their number.</summary>
    Page,
}

/// <summary>Words that triggered a proposal, and where they stand.</summary>
/// <param name="Field">title, abstract, file.</param>
/// <param name="Start">In Unicode code points of that field's text, as is <paramref name="End"/>.</param>
/// <param name="Text">The text from start to end, to the letter.</param>
/// <param name="Weight">Its part of the score; negative when it spoke against.</param>
public sealed record TagReason(string Field, string? File, int? Page, int Start, int End, string Text, double Weight);

/// <summary>Another concept that was considered, with what it reached.</summary>
public sealed record TagRival(string Code, double Score, double Confidence);

/// <param name="Score">Evidence, 0 and up; comparable within one version of the rules only.</param>
/// <param name="Confidence">0–1, higher where surer: an order, and no probability until decisions have calibrated it.</param>
public sealed record TagProposal(string Code, double Score, double Confidence, IReadOnlyList<TagReason> Reasons, IReadOnlyList<TagRival> Rivals);
