namespace EvidenceRegistry.FullText.Tagging;

/// <summary>A term found in a field: which, and from which word to which, with offsets in the text.</summary>
internal readonly record struct TermMatch(int Term, int Word, int Start, int End);
