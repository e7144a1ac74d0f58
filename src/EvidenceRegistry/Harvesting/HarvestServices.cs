using EvidenceRegistry.Jobs;

namespace EvidenceRegistry.Harvesting;

public static class HarvestServices
{
    public static IServiceCollection AddHarvesting(this IServiceCollection services, HarvestingOptions options)
    {
        services.AddSingleton(options).AddSingleton<SourceKeys>().AddSingleton<HarvestPortals>().AddSingleton<HarvestBackOff>().AddSingleton<HarvestQueue>().AddSingleton<HarvestWrites>();
        services.AddKeyedSingleton(HarvestPortals.Clock, (sp, _) => sp.GetRequiredService<TimeProvider>());
        services.AddHttpClient(PortalConnection.Client, client => client.Timeout = Timeout.InfiniteTimeSpan).ConfigurePrimaryHttpMessageHandler(() => PortalConnection.Handler(options));
        services.AddSingleton<IJobWork, HarvestPlanning>().AddSingleton<IJobWork, HarvestRunning>().AddSingleton<IJobWork, HarvestUndoing>().AddSingleton<IJobWork, ResourceChecking>();
        return services.AddSingleton<HarvestClock>().AddHostedService(sp => sp.GetRequiredService<HarvestClock>());
    }
}
