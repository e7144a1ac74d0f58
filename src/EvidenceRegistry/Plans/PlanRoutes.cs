using System.ComponentModel;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Plans;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Plans;

/// <summary>The plan tree, value chains and areas, open to anyone; answers change only with an import or an edition's first day.</summary>
public static class PlanRoutes
{
    public static void MapPlans(this IEndpointRouteBuilder app)
    {
        var plans = app.MapGroup("/api/v1").WithTags("Plans");
        plans.MapGet("/plans/targets", Targets).WithName("listTargets").WithSummary("Sub-targets, or the whole plan tree");
        plans.MapGet("/plans/targets/{code}", Target).WithName("readTarget").WithSummary("One node of the plan tree, with its value chain and its way up to the national strategy");
        plans.MapGet("/plans/factors", Factors).WithName("listFactors").WithSummary("Components and factors of value chains");
        plans.MapPlanImport();
        plans.MapGet("/areas", Areas).WithName("listAreas").WithSummary("Country, regions, province clusters, provinces");
    }

    private static Results<Ok<TargetListView>, StatusCodeHttpResult, ProblemHttpResult> Targets(
        HttpContext http,
        PlanTrees plans,
        [Description("Buddhist year of the edition; none: the one in force.")] string? edition = null,
        [Description("Code of a strategy, issue or sub-plan: only what lies below it.")] string? under = null,
        [Description("flat (sub-targets by code) or tree.")] string? form = null,
        [Description("Also what a later list of the edition leaves out.")] bool retired = false)
    {
        var tree = plans.Current;
        var asked = new PlanQuestion(http, tree, edition, ["edition", "under", "form", "retired"]);
        var top = asked.Node("under", under, [PlanSchemes.Strategy, PlanSchemes.Issue, PlanSchemes.SubPlan]);
        asked.OneOf("form", form, ["flat", "tree"]);
        if (asked.Refused is { } refusal)
        {
            return refusal;
        }

        if (PlanCache.NotModified(http, tree))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var tops = top is not null ? [top] : tree.All(PlanSchemes.Strategy, asked.Edition);
        var targets = form == "tree"
            ? tops.Select(node => Down(node, retired)).ToList()
            : [.. tops.SelectMany(node => node.Descendants)
                .Where(node => node.Scheme == PlanSchemes.SubTarget && (retired || !node.Retired))
                .OrderBy(node => node.Code, StringComparer.Ordinal)
                .Select(node => ConceptView.Of(node))];
        return TypedResults.Ok(new TargetListView(asked.Edition, [.. tree.Editions.Select(e => EditionView.Of(e, tree))], targets));
    }

    internal static Results<Ok<TargetView>, StatusCodeHttpResult, ProblemHttpResult> Target(
        HttpContext http, PlanTrees plans, string code, [Description("Buddhist year of the edition; none: the one in force.")] string? edition = null)
    {
        var tree = plans.Current;
        var asked = new PlanQuestion(http, tree, edition, ["edition"]);
        if (asked.Refused is { } refusal)
        {
            return refusal;
        }

        var written = edition is null || code.Contains('@', StringComparison.Ordinal) ? code : $"{code}@{edition}";
        if (tree.Find(written) is not { } node)
        {
            return Refusal.Of(http, ProblemKinds.NotFound, [PlanMessages.UnknownCode(http, tree, "code", code)], code);
        }

        if (PlanCache.NotModified(http, tree))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var chain = node.Children.Where(child => child.Scheme == PlanSchemes.Component);
        return TypedResults.Ok(new TargetView(
            ConceptView.Of(node),
            [.. node.Ancestors.Select(n => ConceptView.Of(n))],
            [.. node.ContributesTo.Select(goal => tree.Find(goal, node.Edition)).OfType<PlanNode>().Select(n => ConceptView.Of(n))],
            [.. chain.Select(component => ConceptView.Of(component, [.. component.Children.Select(n => ConceptView.Of(n))]))],
            [.. node.Children.Where(child => child.Scheme != PlanSchemes.Component).Select(n => ConceptView.Of(n))],
            [.. tree.EditionsOf(node.Code).Select(n => ConceptView.Of(n))],
            [.. tree.CrosswalkOf(node.Code).Select(x => new CrosswalkView(x.FromCode.Length > 0 ? x.FromCode : null, x.FromEdition, x.ToCode, x.ToEdition, x.Relation))]));
    }

    private static Results<Ok<FactorListView>, StatusCodeHttpResult, ProblemHttpResult> Factors(
        HttpContext http,
        PlanTrees plans,
        [Description("Codes of sub-targets or nodes above them, comma-separated; none: all value chains.")] string? target = null,
        [Description("Buddhist year of the edition; none: the one in force.")] string? edition = null,
        [Description("Also what a later list of the edition leaves out.")] bool retired = false)
    {
        var tree = plans.Current;
        var asked = new PlanQuestion(http, tree, edition, ["target", "edition", "retired"]);
        var tops = (target ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(code => asked.Node("target", code, [])).OfType<PlanNode>().ToList();
        if (asked.Refused is { } refusal)
        {
            return refusal;
        }

        if (PlanCache.NotModified(http, tree))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        var nodes = tops.Count > 0
            ? tops.SelectMany(top => top.Descendants.Prepend(top)).Where(n => PlanSchemes.IsValueChain(n.Scheme)).Distinct()
            : tree.All(PlanSchemes.Component, asked.Edition).Concat(tree.All(PlanSchemes.Factor, asked.Edition));
        return TypedResults.Ok(new FactorListView(asked.Edition,
            [.. nodes.Where(n => retired || !n.Retired).OrderBy(n => n.SubTarget?.Code, StringComparer.Ordinal).ThenBy(n => n.Scheme, StringComparer.Ordinal)
                .ThenBy(n => n.Code, StringComparer.Ordinal).Select(n => ConceptView.Of(n))]));
    }

    private static Results<Ok<AreaListView>, StatusCodeHttpResult, ProblemHttpResult> Areas(
        HttpContext http,
        PlanTrees plans,
        [Description("country, region, cluster or province.")] string? kind = null,
        [Description("Code of an area: only what lies below it.")] string? under = null)
    {
        var tree = plans.Current;
        var asked = new PlanQuestion(http, tree, null, ["kind", "under"]);
        var top = asked.Area("under", under);
        asked.OneOf("kind", kind, ["country", "region", "cluster", "province"]);
        if (asked.Refused is { } refusal)
        {
            return refusal;
        }

        if (PlanCache.NotModified(http, tree))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        return TypedResults.Ok(new AreaListView(
            [.. (top?.Descendants ?? tree.Areas.All).Where(a => kind is null || a.Kind == kind)
                .Select(a => new AreaView(a.Code, a.Kind, a.Parent?.Code, a.Name, a.Names, [.. a.Ancestors.Select(above => above.Code)]))]));
    }

    private static ConceptView Down(PlanNode node, bool retired) => ConceptView.Of(node,
        [.. node.Children.Where(child => child.Scheme is PlanSchemes.Issue or PlanSchemes.SubPlan or PlanSchemes.SubTarget && (retired || !child.Retired))
            .Select(child => Down(child, retired))]);
}
