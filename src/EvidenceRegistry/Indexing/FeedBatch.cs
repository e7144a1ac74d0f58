using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Indexing;

/// <summary>Rows of the outbox that are carried together.</summary>
/// <param name="IsLarge">They are of one record whose text alone is more than is held at once.</param>
internal sealed record FeedBatch(IReadOnlyList<OutboxRow> Rows, bool IsLarge)
{
    /// <summary>Stands in the row of a large record while it is carried, and stays there only where its process ended over it.</summary>
    private const string Unfinished = "The process ended while the text of this record, which is very long, was written to the index.";

    /// <summary>Of the rows that are due, in their order, at least one.</summary>
    public static async Task<FeedBatch> OfAsync(IReadOnlyList<OutboxRow> due, IndexDocuments documents, CancellationToken cancel)
    {
        var fresh = due.Where(r => r.Attempts == 0).ToList();
        if (due[0].Attempts > 0)
        {
            // A row that failed before goes alone, so that it cannot take others with it; a large one after the others, for it may have ended its process.
            var isLarge = (await documents.LargeAsync([due[0].RecordId], cancel)).Count > 0;
            if (!isLarge || fresh.Count == 0)
            {
                return new FeedBatch(Of(due, due[0].RecordId), isLarge);
            }
        }

        var large = await documents.LargeAsync([.. fresh.Select(r => r.RecordId).Distinct()], cancel);
        var before = fresh.TakeWhile(r => !large.Contains(r.RecordId)).ToList();
        return before.Count > 0 ? new FeedBatch(before, false) : new FeedBatch(Of(fresh, fresh[0].RecordId), true);
    }

    /// <summary>Carries them. A large record is noted as tried before, so that one which ends its process does not meet the next one first, again and again.</summary>
    public async Task<bool> CarryAsync(RegistryDbs dbs, Func<IReadOnlyList<OutboxRow>, Task<bool>> carry, CancellationToken cancel)
    {
        if (!IsLarge)
        {
            return await carry(Rows);
        }

        await PoisonRows.NoteAsync(dbs, Rows, [new RefusedWrite(Rows[0].RecordId, Unfinished)], cancel);
        var isDone = false;
        try
        {
            return isDone = await carry(Rows);
        }
        finally
        {
            if (!isDone)
            {
                await PoisonRows.TakeBackAsync(dbs, Rows);
            }
        }
    }

    private static List<OutboxRow> Of(IReadOnlyList<OutboxRow> rows, string record) => [.. rows.Where(r => r.RecordId == record)];
}
