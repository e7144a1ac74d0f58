namespace EvidenceRegistry.Plans;

public static class PlanServices
{
    public static IServiceCollection AddPlans(this IServiceCollection services) => services.AddSingleton<PlanTrees>().AddHostedService<PlanClock>();
}
