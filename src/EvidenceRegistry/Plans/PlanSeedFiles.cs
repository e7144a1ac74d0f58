namespace EvidenceRegistry.Plans;

/// <summary>Files of <c>seed-data</c> that hold plans, value chains, code lists and areas, below that folder.</summary>
public static class PlanSeedFiles
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "plans/editions.csv", "plans/strategies.csv", "plans/strategy_goals.csv", "plans/strategy_issues.csv", "plans/issues.csv",
        "plans/issue_goals.csv", "plans/sub_plans.csv", "plans/sub_targets.csv", "plans/components.csv", "plans/factors.csv",
        "plans/oecd_fields.csv", "plans/result_types.csv", "plans/links.csv", "plans/crosswalk.csv", "areas/areas.csv",
    ];
}
