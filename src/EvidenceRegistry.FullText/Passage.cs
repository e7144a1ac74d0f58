namespace EvidenceRegistry.FullText;

/// <summary>A quotable stretch of a stored text. All places are Unicode code points.</summary>
/// <param name="Start">First code point in the stored text.</param>
/// <param name="End">Code point after the last.</param>
/// <param name="Text">The stored text from <paramref name="Start"/> to <paramref name="End"/>, to the letter.</param>
/// <param name="Marks">What answers the question, relative to <paramref name="Text"/>, in order, none touching another.</param>
/// <param name="Weight">How much of the question it holds; compares passages of different texts of one record.</param>
public sealed record Passage(int Start, int End, string Text, IReadOnlyList<PassageMark> Marks, double Weight);

/// <param name="From">First code point, relative to the passage.</param>
/// <param name="To">Code point after the last.</param>
public readonly record struct PassageMark(int From, int To);
