using System.Data.Common;
using EvidenceRegistry.Access;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Hosting;

/// <summary>What happens between building the application and answering the first request.</summary>
public static class Start
{
    /// <summary>A half-written file that nobody has touched for so long belongs to a process that is gone.</summary>
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    /// <summary>Takes the folder, brings the database to this program's schema, sweeps half-written files, sees to a first key.</summary>
    /// <returns>What the process holds while it runs.</returns>
    /// <exception cref="StartRefusedException">With the reason in words.</exception>
    public static async Task<IAsyncDisposable> PrepareAsync(WebApplication app, RegistrySettings settings)
    {
        var held = new Held(FolderLock.Take(settings.DataFolder));
        try
        {
            // The index knows nothing of the database, so both are opened at the same time.
            var index = Task.Run(app.Services.GetRequiredService<IndexEngine>().OpenAsync);
            var dbs = app.Services.GetRequiredService<RegistryDbs>();
            await using (await AloneAsync(dbs, app.Lifetime.ApplicationStopping))
            {
                await MigrateAsync(dbs, app.Lifetime.ApplicationStopping);
                await FirstKeyAsync(app, dbs, settings);
                await PlansAsync(app, dbs, settings);
            }

            var shared = !dbs.Embedded;
            app.Services.GetRequiredService<FileStore>().Sweep(shared ? app.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime - AbandonedAfter : DateTime.MaxValue);
            await index;
            return held;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="StartRefusedException">A newer program wrote the database, or it cannot be opened.</exception>
    public static async Task MigrateAsync(RegistryDbs dbs, CancellationToken cancel)
    {
        try
        {
            await dbs.MigrateAsync(cancel);
        }
        catch (InvalidOperationException newer)
        {
            throw new StartRefusedException(newer.Message, StartRefusedException.DatabaseUnusable, newer);
        }
        catch (DbException unusable)
        {
            throw new StartRefusedException($"The database cannot be used: {unusable.Message}", StartRefusedException.DatabaseUnusable, unusable);
        }
    }

    private static async Task<IAsyncDisposable> AloneAsync(RegistryDbs dbs, CancellationToken cancel)
    {
        try
        {
            return await dbs.AloneAsync(cancel);
        }
        catch (DbException unusable)
        {
            throw new StartRefusedException($"The database cannot be used: {unusable.Message}", StartRefusedException.DatabaseUnusable, unusable);
        }
    }

    private static async Task FirstKeyAsync(WebApplication app, RegistryDbs dbs, RegistrySettings settings)
    {
        // A compose file hands on an unset variable as an empty one.
        var given = string.IsNullOrEmpty(settings.Registry.AdminKey) ? null : settings.Registry.AdminKey;
        await using var db = dbs.Open();
        var first = await FirstStart.EnsureAsync(db, dbs.Embedded, given, app.Lifetime.ApplicationStopping);
        if (first is not null && given is null)
        {
            // The one secret that is ever logged, and only once: there is no other way to a first key.
            app.Logger.LogWarning("admin key: {AdminKey}", first);
        }
        else if (first is not null && given!.Length < 32)
        {
            app.Logger.LogWarning("Registry:AdminKey is short ({Length} characters); replace it by a key made by the registry before others can reach it.", given.Length);
        }
    }

    private static async Task PlansAsync(WebApplication app, RegistryDbs dbs, RegistrySettings settings)
    {
        if (settings.Registry.SeedData != SeedDataChoice.None)
        {
            await PlanSeed.EnsureAsync(dbs, Path.Combine(AppContext.BaseDirectory, "seed-data"), app.Lifetime.ApplicationStopping);
        }

        await app.Services.GetRequiredService<PlanTrees>().ReloadAsync(app.Lifetime.ApplicationStopping);
    }

    private sealed class Held(FolderLock folder) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
