namespace EvidenceRegistry.FullText;

/// <summary>What an index already knows of a record.</summary>
/// <param name="PagesHash">Hash its page documents were made from; null for a remembered deletion.</param>
/// <param name="PagesThere">False when a crash between the two commits left it without the pages it names: the same revision may then be written again.</param>
internal readonly record struct KnownRecord(long Revision, string? PagesHash, bool PagesThere);
