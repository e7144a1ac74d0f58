using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Bulk;

/// <summary>
/// One thing a bulk file says: a record, a removal, or a problem of its own (a line that cannot be read, a file that belongs to nobody).
/// Every entry has its place, so that a report can name each and nothing is passed over in silence.
/// </summary>
public sealed record BulkEntry
{
    /// <summary>The longest <see cref="Raw"/>, in UTF-16 units.</summary>
    public const int RawLength = 2_000;

    /// <summary>From 1, in the order of the file; the same for the same bytes and options, whatever was skipped.</summary>
    public required long Ordinal { get; init; }

    /// <summary>Line (row of a sheet) where it begins, from 1; 0 where there is none.</summary>
    public required long Line { get; init; }

    /// <summary>Where it stands, in words that are the same in all languages: <c>line 12</c>, <c>sheet Data row 5</c>, <c>list.csv line 3</c> in a zip.</summary>
    public required string Locator { get; init; }

    public LayerRule Layer { get; init; }

    /// <summary>Whose record it is, known also where the draft is refused and for removals.</summary>
    public DraftAddress? Address { get; init; }

    /// <summary>
    /// Null where nothing usable was read and for removals. Under <see cref="LayerRule.KeepsWhatIsKnown"/> it may lack what a record must have:
    /// whether all is there is decided of the merged layer, by <see cref="LayerMerge"/>.
    /// </summary>
    public RecordDraft? Draft { get; init; }

    /// <summary>Members an erase mark names, by their API name; parts of a text as <c>title.en</c>.</summary>
    public IReadOnlyList<string> Erased { get; init; } = [];

    public IReadOnlyList<DraftProblem> Problems { get; init; } = [];

    /// <summary>As it stood, cut at <see cref="RawLength"/>; null where there is no text to show.</summary>
    public string? Raw { get; init; }

    /// <summary>
    /// SHA-256 of the entry as it stood and of all that decides how it is read: an equal one comes to the same draft. Null in formats whose
    /// entries do not stand for themselves.
    /// </summary>
    public string? Print { get; init; }

    /// <summary>
    /// Reads the entry, at any time and on any thread. Where it is not null, the entry was left unread: place, <see cref="Address"/> and
    /// <see cref="Print"/> alone are known.
    /// </summary>
    public Func<BulkEntry>? Later { get; init; }

    /// <summary>The source says that <see cref="Address"/> is no more.</summary>
    public bool Removal { get; init; }

    /// <summary>Files that belong to the record.</summary>
    public IReadOnlyList<ReportFile> ReportFiles { get; init; } = [];

    /// <summary>There is a draft or a removal, and no problem that refuses it.</summary>
    public bool Usable => (Draft is not null || (Removal && Address is not null)) && !Problems.Any(problem => problem.Refuses);
}

/// <param name="Name">Under which it is kept; taken by <see cref="FileNames"/>.</param>
/// <param name="Path">In the zip it came in; null where it was only named and has to be found beside the bulk file.</param>
/// <param name="Length">Bytes as the zip states them; 0 where it came in none.</param>
public sealed record ReportFile(string Name, string? Path = null, long Length = 0);
