using EvidenceRegistry.Jobs;

namespace EvidenceRegistry.Submissions;

public static class SubmissionServices
{
    public static IServiceCollection AddSubmissions(this IServiceCollection services)
    {
        services.AddSingleton<IntakeFiles>().AddSingleton<Intake>().AddSingleton<Writes>().AddSingleton<DraftCodes>().AddSingleton<Purge>().AddSingleton<BytesToDelete>().AddSingleton<UnnamedBytes>().AddSingleton<SourceMaps>();
        services.AddSingleton<SampleSeed>().AddSingleton<SampleRemoval>().AddSingleton<BulkTagDecisions>();
        services.AddSingleton<IJobWork, ImportJob>();
        services.AddHostedService<BytesClock>();
        return services.AddSingleton<EmbargoClock>().AddHostedService(sp => sp.GetRequiredService<EmbargoClock>());
    }
}
