using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText.Tagging;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Tagging;

/// <summary>A tag with everything that argues for it, for readers who may see it.</summary>
/// <param name="Concept">As decisions name it: code, with <c>@edition</c> where there is one.</param>
/// <param name="Confidence">0–1 where the machine proposed it.</param>
/// <param name="Reasons">Words and places, strongest first: field or file and page, span in code points.</param>
/// <param name="Model">Version of model and rules that proposed it.</param>
/// <param name="Decisions">What people said of it, oldest first.</param>
public sealed record TagView(
    string Concept, string Scheme, string Code, string Edition, LocalText? Text, TagStatus Status, double? Confidence,
    IReadOnlyList<TagReason> Reasons, IReadOnlyList<RivalView> Rivals, string? Model, DateTime At, IReadOnlyList<DecisionView> Decisions)
{
    public static string NameOf(string code, string edition) => edition.Length == 0 ? code : $"{code}@{edition}";
}

/// <summary>What else was considered.</summary>
public sealed record RivalView(string Code, LocalText? Text, double Score, double Confidence);

/// <param name="Decision">confirm, reject, dispute.</param>
/// <param name="Note">Why; for curators.</param>
/// <param name="Actor">Name of who said it.</param>
/// <param name="Before">What stood before; null when there was no tag.</param>
/// <param name="Undone">Taken back, or lapsed because text or rules changed.</param>
public sealed record DecisionView(long Id, TagVerdict Decision, string? Note, string Actor, DateTime At, TagStatus? Before, string? Bulk, DateTime? Undone);

public sealed record RecordTagList(string Id, IReadOnlyList<TagView> Tags);

/// <summary>One proposal that waits for a person.</summary>
/// <param name="Worth">What a look at it is worth: the order of the queue.</param>
public sealed record QueueItem(string RecordId, RecordKind Kind, LocalText? Title, int? Year, string? Agency, double? Worth, bool? Sample, TagView Tag);

/// <param name="Total">Proposals that wait under the same filters.</param>
/// <param name="Next">Cursor; null at the end.</param>
public sealed record QueueView(long Total, IReadOnlyList<QueueItem> Items, string? Next);
