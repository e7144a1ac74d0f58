namespace EvidenceRegistry.Formats.Plans;

/// <summary>Kinds of concepts in plan files, as <c>scheme</c> names them.</summary>
public static class PlanSchemes
{
    public const string Strategy = "strategy";
    public const string StrategyGoal = "strategyGoal";
    public const string StrategyIssue = "strategyIssue";
    public const string Issue = "issue";
    public const string IssueGoal = "issueGoal";
    public const string SubPlan = "subPlan";
    public const string SubTarget = "subTarget";
    public const string Component = "component";
    public const string Factor = "factor";
    public const string OecdField = "oecdField";
    public const string ResultType = "resultType";

    public static IReadOnlyList<string> All { get; } =
        [Strategy, StrategyGoal, StrategyIssue, Issue, IssueGoal, SubPlan, SubTarget, Component, Factor, OecdField, ResultType];

    /// <summary>Code lists and other trees stand beside the plans and have no edition.</summary>
    public static bool HasEditions(string scheme) => scheme is not (OecdField or ResultType) && !IsOtherTree(scheme);

    /// <summary>A tree that a file of concepts brings along under a name of its own, which its codes begin with: <c>sdg:13</c>.</summary>
    public static bool IsOtherTree(string scheme) => !All.Contains(scheme) && !NamesOfOtherThings.Contains(scheme);

    /// <summary>Tags of places and years carry these.</summary>
    private static readonly string[] NamesOfOtherThings = ["area", "year"];

    /// <summary>Components and factors: the value chain (FVCT) of a sub-target.</summary>
    public static bool IsValueChain(string scheme) => scheme is Component or Factor;
}
