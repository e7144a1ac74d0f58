namespace EvidenceRegistry.FullText;

/// <summary>A page document of one record and how well it answers.</summary>
/// <param name="Doc">Document number in the page index.</param>
/// <param name="Held">Words of the question on the page.</param>
/// <param name="Weight">Summed weight of those words.</param>
/// <param name="Quotes">Quotations that stand on it.</param>
internal readonly record struct PagePick(int Doc, int Held, double Weight, int Quotes, double Score);
