namespace EvidenceRegistry.Formats.Bulk;

/// <summary>An entry that was found: made once its ordinal is known and wanted, before the next is asked for.</summary>
/// <param name="read">Makes the whole of it.</param>
/// <param name="unread">Makes what is known of it without reading; null where it has to be read.</param>
internal sealed class FoundEntry(Func<long, BulkEntry> read, Func<long, BulkEntry?>? unread = null)
{
    public BulkEntry Read(long ordinal) => read(ordinal);

    /// <summary>With <see cref="BulkEntry.Later"/>; null where it has to be read.</summary>
    public BulkEntry? Unread(long ordinal) => unread?.Invoke(ordinal);
}
