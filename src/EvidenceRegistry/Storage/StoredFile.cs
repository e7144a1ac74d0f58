using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Storage;

/// <summary>A file of a record. Its bytes lie in the file store under their SHA-256, flushed before this row is written.</summary>
public sealed class StoredFile
{
    public required string Id { get; set; }

    public required string RecordId { get; set; }

    /// <summary>The layer that brought it, for reading rights; null when a curator did.</summary>
    public string? OriginId { get; set; }

    public required string Name { get; set; }

    /// <summary>Lower-case hexadecimal.</summary>
    public required string Sha256 { get; set; }

    public long Length { get; set; }

    /// <summary>By its bytes, never by its name.</summary>
    public required string MediaType { get; set; }

    /// <summary>In force: what was said of the file, else of the record, never opened by omission.</summary>
    public AccessRights Access { get; set; }

    public DateOnly? EmbargoUntil { get; set; }

    /// <summary>True when <see cref="Access"/> was said of this file and does not follow the record.</summary>
    public bool OwnAccess { get; set; }

    public DateTime AddedAt { get; set; }

    /// <summary>Replaced or removed then; the row stays for the versions that show it.</summary>
    public DateTime? RemovedAt { get; set; }

    public Reading? Reading { get; set; }
}

/// <summary>How far the text of a file has been read.</summary>
public sealed class Reading
{
    public required string FileId { get; set; }

    public required string RecordId { get; set; }

    /// <summary>Change token of the write that caused it; the outbox row of its end carries the same.</summary>
    public long Origin { get; set; }

    public ReadingState State { get; set; }

    /// <summary>Stable kebab-case word when something could not be read: <c>no-text</c>, <c>password</c>, <c>crash</c> …</summary>
    public string? Reason { get; set; }

    /// <summary>Counts up with each reading of the same bytes; a passage quotes it. The one that is searched and shown.</summary>
    public int TextRevision { get; set; }

    /// <summary>The revision that is being read anew; the one before is searched and shown until it is whole. Null when none is.</summary>
    public int? Underway { get; set; }

    /// <summary>Pages of this revision gave no usable text, and nobody has tried to read their pictures yet.</summary>
    public bool OcrWanted { get; set; }

    /// <summary>Pages of this revision whose text was read from their pictures.</summary>
    public int OcrPages { get; set; }

    /// <summary>Pages the file says it has; null until known.</summary>
    public int? Pages { get; set; }

    public int PagesRead { get; set; }

    public int PagesWithText { get; set; }

    public long Characters { get; set; }

    /// <summary>Kind of damage → places found.</summary>
    public Dictionary<string, int> Damage { get; set; } = [];

    /// <summary>Places mended of those found.</summary>
    public int Mended { get; set; }

    public int Attempts { get; set; }

    public DateTime QueuedAt { get; set; }

    /// <summary>Who reads it and until when that is believed; another process takes over afterwards.</summary>
    public string? ClaimedBy { get; set; }

    public DateTime? ClaimedUntil { get; set; }
}

public enum ReadingState
{
    Queued,
    Running,
    Read,
    Failed,
}

/// <summary>Text of one page of one reading, raw as read and repaired, so that a quoted span stays checkable.</summary>
public sealed class Page
{
    public required string FileId { get; set; }

    public int TextRevision { get; set; }

    /// <summary>From 1.</summary>
    public int Number { get; set; }

    /// <summary>What the file prints on the page (iv, 12), null when it says nothing.</summary>
    public string? Label { get; set; }

    public required string Raw { get; set; }

    /// <summary>Repaired; what is indexed, shown and quoted. Equal to Raw where nothing was damaged.</summary>
    public required string Text { get; set; }

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, lower-case hexadecimal.</summary>
    public required string Sha256 { get; set; }

    /// <summary>One of <see cref="TextSources"/>.</summary>
    public required string TextSource { get; set; }

    /// <summary>Of text read from a picture: 0–1, the recogniser's own mean over its words; null for all other text.</summary>
    public double? Confidence { get; set; }

    /// <summary>Why the page gave no usable text: <c>garbled</c>, <c>no-text</c>, <c>crash</c>; null when it did.</summary>
    public string? Reason { get; set; }
}

/// <summary>Where the text of a page comes from.</summary>
public static class TextSources
{
    /// <summary>The characters the file holds.</summary>
    public const string Pdf = "pdf";

    /// <summary>Recognised in the picture of the page: likely to hold errors.</summary>
    public const string Ocr = "ocr";
}
