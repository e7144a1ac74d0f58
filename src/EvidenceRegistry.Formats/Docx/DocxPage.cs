namespace EvidenceRegistry.Formats.Docx;

/// <param name="Number">From 1, as the program that saved the file last laid it out.</param>
/// <param name="Text">Paragraphs divided by line ends, cells of a table by tabs.</param>
/// <param name="Headings">That begin on this page, with their level from 1.</param>
public sealed record DocxPage(int Number, string Text, IReadOnlyList<DocxHeading> Headings);

/// <param name="Offset">Of its first letter in the page's text, in UTF-16 units.</param>
public sealed record DocxHeading(int Level, string Text, int Offset);
