using EvidenceRegistry.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EvidenceRegistry.Hosting;

public static class StorageServices
{
    /// <summary>The database chosen by the settings, the file store and the clock.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, RegistrySettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(sp => OpenDatabase(settings, sp.GetRequiredService<TimeProvider>()));
        return services.AddSingleton(new FileStore(settings.FilesFolder));
    }

    public static RegistryDbs OpenDatabase(RegistrySettings settings, TimeProvider time) =>
        settings.Postgres is { } connection ? RegistryDbs.Postgres(connection, time) : RegistryDbs.Sqlite(settings.DatabaseFile, time);
}
