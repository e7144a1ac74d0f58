using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;

namespace EvidenceRegistry.Hosting;

/// <summary>Brings the sample records in beside the first answers, where the settings want them.</summary>
internal sealed class SampleSeeding(RegistrySettings settings, RegistryDbs dbs, SampleSeed seed, ILogger<SampleSeeding> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Registry.SeedData != SeedDataChoice.Samples)
        {
            return;
        }

        await Task.Yield();
        await using var alone = await dbs.AloneAsync(stoppingToken);
        var created = await seed.EnsureAsync(Path.Combine(AppContext.BaseDirectory, "seed-data", "samples"), stoppingToken);
        if (created > 0)
        {
            log.LogInformation("{Count} sample records are in; DELETE /api/v1/samples removes them", created);
        }
    }
}
