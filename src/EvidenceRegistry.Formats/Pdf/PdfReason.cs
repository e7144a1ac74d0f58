namespace EvidenceRegistry.Formats.Pdf;

/// <summary>Why a PDF, or one page of it, gave no text.</summary>
public enum PdfReason
{
    /// <summary>The file has no byte.</summary>
    EmptyFile,

    /// <summary>The bytes are something else: a web page, an office document, a picture.</summary>
    NotAPdf,

    /// <summary>The file opens with a password only.</summary>
    Password,

    /// <summary>The structure is broken beyond what the reader can mend.</summary>
    Damaged,

    /// <summary>Nothing but pictures or empty pages: a scan.</summary>
    NoText,

    /// <summary>There are characters, but the fonts do not say which letters they stand for, and no rule recovers them.</summary>
    Garbled,

    /// <summary>The pages beyond the bound were not read.</summary>
    TooManyPages,

    /// <summary>The pages beyond the bound on the text of a file were not read.</summary>
    TooMuchText,

    /// <summary>The reading process died.</summary>
    Crash,

    /// <summary>A page, or the whole file, took longer than it may.</summary>
    Timeout,

    /// <summary>Reading wanted more memory than it may have.</summary>
    MemoryLimit,
}
