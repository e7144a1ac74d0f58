using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>
/// Keeps the order of the queue true. What a look at a proposal is worth changes with decisions about its concept and with how many wait, while the proposal itself
/// stays as it is: so it is counted anew every hour, a few hundred proposals in one writing, and altogether not while a bulk file or a harvest comes in.
/// </summary>
public sealed class QueueOrder(RegistryDbs dbs, OwnThreads own, Courtesy courtesy, TimeProvider time, ILogger<QueueOrder> log) : BackgroundService
{
    /// <summary>One writing holds up all others in SQLite; so many proposals take some milliseconds.</summary>
    private const int AtOnce = 500;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => own.RunAsync(WatchAsync, stoppingToken);

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(BetweenLooks, time, stoppingToken);
            try
            {
                if (!await BringingJobs.UnsettledAsync(dbs, stoppingToken))
                {
                    await RenewAsync(true, stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "The order of the queue of tags cannot be renewed; trying again in an hour");
            }
        }
    }

    /// <param name="rests">Rests as long as it worked; false for what somebody waits for.</param>
    /// <returns>Proposals that are worth more or less than was noted.</returns>
    public async Task<int> RenewAsync(bool rests, CancellationToken cancel)
    {
        TagWorth worth;
        await using (var db = dbs.Open())
        {
            worth = await TagWorth.OfAsync(db, cancel);
        }

        var renewed = 0;
        foreach (var (scheme, code) in worth.Waiting.Order())
        {
            var now = worth.About(scheme, code);
            for (var some = AtOnce; some == AtOnce;)
            {
                var pace = courtesy.Begin();
                renewed += some = await SomeAsync(scheme, code, now, cancel);
                if (rests)
                {
                    await pace.StepAsync(cancel);
                    await pace.RestAsync(cancel);
                }
            }
        }

        return renewed;
    }

    private async Task<int> SomeAsync(string scheme, string code, double about, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var whole = TagWorth.WholeOf(about);
        var others = db.Tags.Where(t => t.Status == TagStatus.Proposed && t.Scheme == scheme && t.Code == code && t.Confidence != null).Where(TagWorth.IsAnother(about)).OrderBy(t => t.Id).Take(AtOnce);
        await using var write = await db.BeginWriteAsync(cancel);
#pragma warning disable RS0030 // A named exemption: the place in the queue is no part of a record, neither its revision nor the index knows of it.
        var some = await others.ExecuteUpdateAsync(set => set.SetProperty(t => t.Priority, whole), cancel);
#pragma warning restore RS0030
        await write.CommitAsync(cancel);
        return some;
    }
}
