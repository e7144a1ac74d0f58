namespace EvidenceRegistry.Jobs;

public static class JobServices
{
    /// <summary>What waits for minutes may: a tenth of a core where others want all of them, enough to give back soon what it holds.</summary>
    private const int Nice = 10;

    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton(_ => new QuietThreads("quiet work", 1, Nice));
        services.AddSingleton<JobQueue>();
        services.AddSingleton<JobWorker>();
        return services.AddHostedService(s => s.GetRequiredService<JobWorker>());
    }
}
