namespace EvidenceRegistry.Formats.Pdf;

/// <summary>What is asked of a reader.</summary>
/// <param name="Path">The file, a full path.</param>
/// <param name="FirstPage">Where to begin, from 1.</param>
/// <param name="MaxPages">The highest page number to read; a file that has more says <see cref="PdfReason.TooManyPages"/>.</param>
/// <param name="ProcessorSeconds">The processor time one page (or the opening) may take before the system ends the process; 0 for no bound.</param>
public sealed record PdfRequest(string Path, int FirstPage, int MaxPages, int ProcessorSeconds);
