using EvidenceRegistry.Plans;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EvidenceRegistry.Submissions;

public static class SubmissionServices
{
    public static IServiceCollection AddSubmissions(this IServiceCollection services)
    {
        services.AddSingleton<IntakeFiles>().AddSingleton<Intake>().AddSingleton<Writes>().AddSingleton<ReadingWake>().AddSingleton<DraftCodes>();
        services.TryAddSingleton<PlanTrees>();
        return services;
    }
}
