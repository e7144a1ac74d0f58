using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;

namespace EvidenceRegistry.Submissions;

/// <summary>The codes of a draft against the plan tree: brought to the form that is answered, or named as unknown with the nearest one.</summary>
public sealed class DraftCodes(PlanTrees trees)
{
    /// <summary>Writes the codes of <paramref name="content"/> in their answered form and gives the problems of those nobody knows.</summary>
    public IReadOnlyList<DraftProblem> Settle(RecordContent content)
    {
        var tree = trees.Current;
        var problems = new List<DraftProblem>();
        content.Targets = Each(content.Targets, "$.targets", (code, place) => Plan(tree, code, place, IntakeProblems.UnknownTarget, IsTarget, problems));
        content.Factors = Each(content.Factors, "$.factors", (code, place) => Plan(tree, code, place, IntakeProblems.UnknownFactor, PlanSchemes.IsValueChain, problems));
        content.Areas = Each(content.Areas, "$.areas", (code, place) => Area(tree, code, place, problems));
        if (content is StudyContent study)
        {
            study.OecdField = study.OecdField is { } field
                ? Plan(tree, field, "$.oecdField", IntakeProblems.UnknownField, scheme => scheme == PlanSchemes.OecdField, problems) : null;
            study.Results = Each(study.Results, "$.results", (result, place) => result with
            {
                Type = result.Type is { } type ? Plan(tree, type, $"{place}.type", IntakeProblems.UnknownResultType, s => s == PlanSchemes.ResultType, problems) : null,
            });
            study.Findings = Each(study.Findings, "$.findings", (finding, place) => finding with
            {
                Factor = finding.Factor is { } factor ? Plan(tree, factor, $"{place}.factor", IntakeProblems.UnknownFactor, PlanSchemes.IsValueChain, problems) : null,
                Area = finding.Area is { } area ? Area(tree, area, $"{place}.area", problems) : null,
            });
        }

        return problems;
    }

    /// <summary>Brings the claimed tags to what the origins claim; origins and tags must be loaded.</summary>
    public void Claim(Record record, DateTime now) => ClaimedTags.Apply(record, record.Origins, trees.Current, now);

    private static bool IsTarget(string scheme) => PlanSchemes.HasEditions(scheme) && !PlanSchemes.IsValueChain(scheme);

    private static List<T>? Each<T>(List<T>? list, string path, Func<T, string, T> settle) =>
        list is null ? null : [.. list.Select((one, at) => settle(one, $"{path}[{at}]")).Distinct()];

    private static string Plan(PlanTree tree, string written, string place, string unknown, Func<string, bool> fits, List<DraftProblem> problems)
    {
        if (tree.Find(written) is { } node && fits(node.Scheme))
        {
            return PlanCode.Read(written)!.Edition is { } edition ? $"{node.Code}@{edition}" : node.Code;
        }

        var near = tree.Nearest(written, 1, [.. PlanSchemes.All.Where(fits)]);
        problems.Add(new DraftProblem(unknown, place, written) { Details = [.. near.Select(n => n.Code)] });
        return written;
    }

    private static string Area(PlanTree tree, string written, string place, List<DraftProblem> problems)
    {
        if (tree.Areas.Find(written) is { } area)
        {
            return area.Code;
        }

        problems.Add(new DraftProblem(IntakeProblems.UnknownArea, place, written) { Details = [.. tree.Areas.Nearest(written, 1).Select(n => n.Code)] });
        return written;
    }
}
