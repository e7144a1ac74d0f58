using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;

namespace EvidenceRegistry.Hosting;

/// <summary>Brings the sample records in beside the first answers, where the settings want them. What is in the way is waited for: the registry is there without them.</summary>
internal sealed class SampleSeeding(RegistrySettings settings, RegistryDbs dbs, SampleSeed seed, TimeProvider time, ILogger<SampleSeeding> log) : BackgroundService
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Registry.SeedData != SeedDataChoice.Samples)
        {
            return;
        }

        await Task.Yield();
        while (!await TryAsync(stoppingToken))
        {
            await Task.Delay(TryAgainAfter, time, stoppingToken);
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancel)
    {
        try
        {
            await SeedAsync(cancel);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "The sample records could not be brought in; trying again in {Seconds} s", TryAgainAfter.TotalSeconds);
            return false;
        }
    }

    private async Task SeedAsync(CancellationToken cancel)
    {
        await using var alone = await dbs.AloneAsync(cancel);
        var created = await seed.EnsureAsync(Path.Combine(AppContext.BaseDirectory, "seed-data", "samples"), cancel);
        if (created > 0)
        {
            log.LogInformation("{Count} sample records are in; DELETE /api/v1/samples removes them", created);
        }
    }
}
