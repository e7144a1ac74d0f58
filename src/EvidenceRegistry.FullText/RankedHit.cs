namespace EvidenceRegistry.FullText;

/// <summary>A record of an answer before its page is chosen.</summary>
/// <param name="Doc">Document number in the view.</param>
/// <param name="Parts">What made the score, or null when nobody asked.</param>
internal readonly record struct RankedHit(int Doc, double Score, IReadOnlyList<ScorePart>? Parts = null);
