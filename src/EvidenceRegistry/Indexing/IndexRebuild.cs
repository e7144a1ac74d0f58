using EvidenceRegistry.FullText;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Indexing;

/// <summary>
/// Records → a new index beside the live one, then switched in. Readers go on with the old one; what changes meanwhile goes to
/// both. A stopped rebuild starts anew: half an index is no checkpoint.
/// </summary>
public sealed class IndexRebuild(RegistryDbs dbs, IndexHand hand, IndexDocuments documents, IndexLease lease) : IJobWork
{
    public const string KindName = "rebuild";

    private const int AtATime = 500;

    public string Kind => KindName;

    /// <summary>Only the process that feeds the index may build beside it: what it writes meanwhile must go to both.</summary>
    public async ValueTask<bool> IsOursAsync(CancellationToken cancel) => await lease.HoldAsync(cancel);

    public async Task RunAsync(JobRun run, CancellationToken cancel)
    {
        var epoch = lease.Epoch;
        var build = await hand.BeginBuildAsync(cancel);
        try
        {
            await FillAsync(build, run, cancel);
            if (!await lease.HoldAsync(cancel) || lease.Epoch != epoch)
            {
                throw new InvalidOperationException("Another process has written the index meanwhile: the rebuild would lose that.");
            }

            await hand.SwitchAsync(cancel);
        }
        catch
        {
            await hand.AbandonAsync();
            throw;
        }
    }

    private async Task FillAsync(IIndexBuild build, JobRun run, CancellationToken cancel)
    {
        await using (var db = dbs.Open())
        {
            run.Count("total", await db.Records.CountAsync(cancel));
        }

        var last = "";
        while (await NextIdsAsync(last, cancel) is { Count: > 0 } ids)
        {
            await foreach (var part in documents.OfAsync(ids, cancel))
            {
                var refused = await build.WriteAsync(part, cancel);
                if (refused.Count > 0)
                {
                    // The feed knows how to wait for a record the engine cannot take; the new index must not wait with it.
                    run.Add("refused", refused.Count);
                    await AskAgainAsync(refused, cancel);
                }

                run.Add("read", part.Count);
            }

            await run.SaveAsync(null, cancel);
            cancel.ThrowIfCancellationRequested();
            last = ids[^1];
        }
    }

    private async Task<IReadOnlyList<string>> NextIdsAsync(string last, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await db.Records.AsNoTracking()
            .Where(r => r.Id.CompareTo(last) > 0 && (r.State == RecordState.Live || r.State == RecordState.Quarantined))
            .OrderBy(r => r.Id).Take(AtATime).Select(r => r.Id).ToListAsync(cancel);
    }

    private async Task AskAgainAsync(IReadOnlyList<RefusedWrite> refused, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        db.Outbox.AddRange(refused.Select(r => new OutboxRow { RecordId = r.Id, Error = r.Reason }));
        await db.SaveChangesAsync(cancel);
    }
}
