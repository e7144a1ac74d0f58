using EvidenceRegistry.FullText;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Indexing;

/// <summary>
/// Records → a new index beside the live one, held against the database, then switched in. Readers go on with the old one; what changes meanwhile goes to
/// both. A stopped rebuild starts anew: half an index is no checkpoint.
/// </summary>
public sealed class IndexRebuild(RegistryDbs dbs, IndexHand hand, Consistency consistency, IndexDocuments documents, IndexLease lease, TimeProvider time) : IJobWork
{
    public const string KindName = "rebuild";

    private const int AtATime = 5000;
    private const int RecordsOfAPart = 500;

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

    private (TimeSpan For, DateTimeOffset Until) _rest;

    public string Kind => KindName;

    /// <summary>Only the process that feeds the index may build beside it: what it writes meanwhile must go to both. After an attempt that met no engine
    /// others have their turn for a while.</summary>
    public async ValueTask<bool> IsOursAsync(CancellationToken cancel) => time.GetUtcNow() >= _rest.Until && await lease.HoldAsync(cancel);

    public async Task RunAsync(JobRun run, CancellationToken cancel)
    {
        try
        {
            await BuildAsync(run, cancel);
            _rest = default;
        }
        catch (IndexUnavailableException)
        {
            var rest = _rest.For == TimeSpan.Zero ? FirstRest : _rest.For * 2;
            rest = rest < LongestRest ? rest : LongestRest;
            _rest = (rest, time.GetUtcNow() + rest);
            throw;
        }
    }

    private async Task BuildAsync(JobRun run, CancellationToken cancel)
    {
        var epoch = lease.Epoch;
        var refused = new List<RefusedWrite>();
        var build = await hand.BeginBuildAsync(cancel);
        try
        {
            await FillAsync(build, epoch, refused, run, cancel);
            while (await build.SettleAsync(cancel))
            {
                await GoOnAsync(run, epoch, cancel);
                await Task.Delay(LookAgainAfter, time, cancel);
            }

            await CompareAsync(build, refused, cancel);
            await hand.SwitchAsync(lease, epoch, cancel);
        }
        catch
        {
            await hand.AbandonAsync();
            throw;
        }

        await AskAgainAsync(refused, cancel);
    }

    private async Task FillAsync(IIndexBuild build, long epoch, List<RefusedWrite> refused, JobRun run, CancellationToken cancel)
    {
        await using (var db = dbs.Open())
        {
            run.Count("total", await db.Records.CountAsync(cancel));
        }

        run.Count("read", 0);
        run.Count("refused", 0);

        var last = "";
        while (await NextIdsAsync(last, cancel) is { Count: > 0 } ids)
        {
            await foreach (var part in documents.OfAsync(ids, RecordsOfAPart, cancel))
            {
                RefusedWrite[] some = [.. await build.WriteAsync(part.Writes, cancel), .. part.Refused];
                refused.AddRange(some);
                run.Add("refused", some.Length);
                run.Add("read", part.Ids.Count);
                await GoOnAsync(run, epoch, cancel);
            }

            last = ids[^1];
        }
    }

    /// <summary>Renews the claim to the job and the lease, and ends where either went to another: what comes now would be for nothing.</summary>
    private async Task GoOnAsync(JobRun run, long epoch, CancellationToken cancel)
    {
        await run.SaveAsync(null, cancel);
        cancel.ThrowIfCancellationRequested();
        if (!await lease.HoldAsync(cancel) || lease.Epoch != epoch)
        {
            throw new IndexUnavailableException("Another process writes the index now.");
        }
    }

    /// <summary>What the engine refused, or no document can be made of, may be missing. Anything else that differs means that the build came out short: it takes nobody's place.</summary>
    private async Task CompareAsync(IIndexBuild build, IReadOnlyList<RefusedWrite> refused, CancellationToken cancel)
    {
        var view = await consistency.CompareAsync(build.ListAsync, refused.Select(r => r.Id).ToHashSet(StringComparer.Ordinal), cancel);
        if (!view.AllWell)
        {
            throw new InvalidDataException(
                $"The new index differs from the database ({view.Missing} missing, {view.Orphan} orphan, {view.Stale} stale, such as {view.Ids.Values.SelectMany(ids => ids).First()}) and was not taken.");
        }
    }

    private async Task<IReadOnlyList<string>> NextIdsAsync(string last, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await db.Records.AsNoTracking()
            .Where(r => r.Id.CompareTo(last) > 0 && (r.State == RecordState.Live || r.State == RecordState.Quarantined))
            .OrderBy(r => r.Id).Take(AtATime).Select(r => r.Id).ToListAsync(cancel);
    }

    /// <summary>The feed knows how to wait for a record that cannot be taken. Asked of the new index: the old one may have it.</summary>
    private async Task AskAgainAsync(IReadOnlyList<RefusedWrite> refused, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        db.Outbox.AddRange(refused.Select(r => new OutboxRow { RecordId = r.Id, Error = r.Reason }));
        await db.SaveChangesAsync(cancel);
    }
}
