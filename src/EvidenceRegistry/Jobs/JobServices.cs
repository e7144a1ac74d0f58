namespace EvidenceRegistry.Jobs;

public static class JobServices
{
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton(_ => new OwnThreads("quiet work", 1));
        services.AddSingleton<Courtesy>();
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobWorker>();
        return services.AddHostedService(s => s.GetRequiredService<JobWorker>());
    }
}
