using EvidenceRegistry.FullText.Tagging;

namespace EvidenceRegistry.Tagging;

/// <summary>What argues for a proposal, as it is kept on the tag.</summary>
/// <param name="Reasons">Words and the places where they stand, strongest first.</param>
/// <param name="Rivals">What else was considered, with scores and confidence.</param>
public sealed record TagDetail(IReadOnlyList<TagReason> Reasons, IReadOnlyList<TagRival> Rivals);
