namespace EvidenceRegistry.FullText;

/// <summary>A page document of one record and how well it answers.</summary>
/// <param name="Doc">Document number in the page index.</param>
/// <param name="Held">Wanted words of the question on the page.</param>
/// <param name="Weight">Summed weight of all words of the question on the page.</param>
/// <param name="Quotes">Quotations that stand on it.</param>
/// <param name="Whole">The whole question stands on it as typed.</param>
internal readonly record struct PagePick(int Doc, int Held, double Weight, int Quotes, bool Whole, double Score);
