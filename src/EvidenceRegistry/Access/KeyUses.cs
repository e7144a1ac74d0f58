using System.Collections.Concurrent;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Access;

/// <summary>When keys were last used: noted in memory, written once a minute, so that no answer waits for it.</summary>
public sealed class KeyUses(RegistryDbs dbs, TimeProvider time, ILogger<KeyUses> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTime> _noted = new(StringComparer.Ordinal);

    public void Note(string keyId) => _noted[keyId] = time.GetUtcNow().UtcDateTime;

    /// <summary>Writes what has been noted since the last call.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        var uses = _noted.ToArray();
        if (uses.Length == 0)
        {
            return;
        }

        await using var db = dbs.Open();
        var ids = uses.Select(u => u.Key).ToList();
        var keys = await db.Keys.Where(k => ids.Contains(k.Id)).ToDictionaryAsync(k => k.Id, cancel);
        foreach (var (id, at) in uses)
        {
            if (keys.TryGetValue(id, out var key))
            {
                key.LastUsedAt = at;
            }
        }

        await db.SaveChangesAsync(cancel);
        foreach (var use in uses)
        {
            _noted.TryRemove(use);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryWriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryWriteAsync(stoppingToken);
        }
    }

    /// <summary>Nothing is worth the process, nor its orderly end: what cannot be written waits for the next minute, if there is one.</summary>
    private async Task TryWriteAsync(CancellationToken cancel)
    {
        try
        {
            await WriteAsync(cancel);
        }
        catch (Exception failed)
        {
            log.LogWarning(failed, "The last use of keys could not be written; while the registry runs it is tried again in a minute.");
        }
    }
}
