namespace EvidenceRegistry.Formats.Pdf;

/// <summary>What the first bytes of a file say it is, whatever its name says.</summary>
public enum FileKind
{
    /// <summary>No byte at all.</summary>
    Empty,

    /// <summary>A PDF header stands in the first 1,024 bytes (ISO 32000-2, annex implementation notes: readers accept junk before it).</summary>
    Pdf,

    /// <summary>Markup a browser would run as a page.</summary>
    Html,

    /// <summary>A drawing in XML, which may carry scripts.</summary>
    Svg,

    /// <summary>A ZIP archive that is no office document.</summary>
    Zip,

    /// <summary>An office document: Office Open XML, OpenDocument, or the older compound file.</summary>
    Office,

    /// <summary>Printable text without markup.</summary>
    Text,

    /// <summary>None of these.</summary>
    Unknown,
}
