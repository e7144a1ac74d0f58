namespace EvidenceRegistry.Formats.Bulk;

/// <summary>How a bulk file is to be read, as far as the file itself does not say.</summary>
public sealed record BulkOptions
{
    /// <summary>Source of entries that name none.</summary>
    public string? Source { get; init; }

    /// <summary>Name of the file, for what it says of the format and for ids where entries have none.</summary>
    public string? FileName { get; init; }

    /// <summary>Encoding declared apart from the file, an IANA name; null: the file says, and else its bytes are weighed.</summary>
    public string? Charset { get; init; }

    /// <summary>Entries already dealt with: those up to this ordinal are passed over.</summary>
    public long Skip { get; init; }

    /// <summary>Bytes of one line, row or entry; a longer one is a problem of its own and is never held in memory.</summary>
    public int LongestEntry { get; init; } = 10 * 1024 * 1024;

    /// <summary>Bytes one packed file may unpack to; the rest is not read, and a problem says so.</summary>
    public long MostBytes { get; init; } = 20L * 1024 * 1024 * 1024;

    /// <summary>Agency of entries that name none: many citation formats have no place for it.</summary>
    public string? Agency { get; init; }

    /// <summary>
    /// What else decides what entries come to (layouts, names of codes, the program itself), so that the same bytes read otherwise have another
    /// <see cref="BulkEntry.Print"/>; null: entries get none.
    /// </summary>
    public string? Edition { get; init; }

    /// <summary>Asked before each entry: whether it may be left unread (<see cref="BulkEntry.Later"/>); null: all are read.</summary>
    public Func<bool>? MayStayUnread { get; init; }

    /// <summary>Layouts of tables; the one that knows most columns of a table reads it.</summary>
    public IReadOnlyList<Tables.FieldMap> Maps { get; init; } = [];

    /// <summary>Codes of targets, areas … with their names, which tables may hold in their stead; null: codes alone.</summary>
    public IReadOnlyList<Tables.CodeList> Lists { get; init; } = [];
}
