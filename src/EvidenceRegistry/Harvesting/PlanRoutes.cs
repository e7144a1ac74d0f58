using System.Globalization;
using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <summary>Plan before act; run; undo.</summary>
internal static class PlanRoutes
{
    private const int PageSize = 200;

    public static void MapPlansAndRuns(this IEndpointRouteBuilder harvest)
    {
        harvest.MapPost("/sources/{id}/plans", PlanAsync).WithName("planHarvest").WithSummary("Gather and plan; run=true also runs the plan when nothing speaks against it");
        harvest.MapGet("/sources/{id}/plans", ListAsync).WithName("listPlans").WithSummary("The newest plans of a source");
        harvest.MapGet("/plans/{id}", OneAsync).WithName("readPlan").WithSummary("A plan: what it adds, changes and removes, samples, warnings");
        harvest.MapPost("/plans/{id}/run", RunAsync).WithName("runPlan").WithSummary("Run a plan; an operator's word goes before its warnings");
        harvest.MapGet("/runs/{id}", RunOneAsync).WithName("readRun").WithSummary("A run: its numbers, and what became of each dataset");
        harvest.MapPost("/runs/{id}/undo", UndoAsync).WithName("undoRun").WithSummary("Take the newest run back; its source rests until it is resumed");
    }

    internal static async Task<Results<Accepted<PlanView>, ProblemHttpResult>> PlanAsync(
        string id, HttpContext http, RegistryDbs dbs, HarvestQueue queue, CancellationToken cancel, bool run = false)
    {
        if (await SourceAsync(http, dbs, id, cancel) is { } no)
        {
            return no;
        }

        return await queue.PlanAsync(id, run, http.Caller().ActorId, cancel) is { } plan ? await AcceptedAsync(dbs, plan.Id, cancel) : Refusal.Of(http, HarvestProblems.Busy);
    }

    internal static async Task<Results<Ok<IReadOnlyList<PlanView>>, ProblemHttpResult>> ListAsync(string id, HttpContext http, RegistryDbs dbs, CancellationToken cancel)
    {
        if (await SourceAsync(http, dbs, id, cancel) is { } no)
        {
            return no;
        }

        await using var db = dbs.Open();
        var plans = await db.HarvestPlans.AsNoTracking().Where(p => p.SourceId == id).OrderByDescending(p => p.CreatedAt).Take(50).ToListAsync(cancel);
        return TypedResults.Ok<IReadOnlyList<PlanView>>([.. plans.Select(p => PlanView.Of(p) with { Samples = null })]);
    }

    internal static async Task<Results<Ok<PlanView>, ProblemHttpResult>> OneAsync(string id, HttpContext http, RegistryDbs dbs, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await db.HarvestPlans.FindAsync([id], cancel) is { } plan ? TypedResults.Ok(PlanView.Of(plan)) : Refusal.None(http, Things.Plan, id);
    }

    /// <param name="accept"><c>reused</c>: ids that stand for another dataset now are taken.</param>
    internal static async Task<Results<Accepted<PlanView>, ProblemHttpResult>> RunAsync(
        string id, HttpContext http, RegistryDbs dbs, HarvestQueue queue, CancellationToken cancel, string? accept = null)
    {
        HarvestPlan? plan;
        await using (var db = dbs.Open())
        {
            plan = await db.HarvestPlans.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancel);
        }

        if (plan is null)
        {
            return Refusal.None(http, Things.Plan, id);
        }

        return await SourceAsync(http, dbs, plan.SourceId, cancel) is { } no ? no
            : await queue.RunAsync(id, accept == "reused", http.Caller().ActorId, cancel) is null ? Refusal.Of(http, HarvestProblems.NotRunnable, plan.State.ToString().ToLowerInvariant())
            : await AcceptedAsync(dbs, id, cancel);
    }

    internal static async Task<Results<Ok<RunView>, ProblemHttpResult>> RunOneAsync(string id, HttpContext http, RegistryDbs dbs, CancellationToken cancel, string? cursor = null, bool all = false)
    {
        await using var db = dbs.Open();
        if (await db.HarvestPlans.AsNoTracking().FirstOrDefaultAsync(p => p.RunId == id, cancel) is not { } plan)
        {
            return Refusal.None(http, Things.Run, id);
        }

        if (!int.TryParse(cursor ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var after))
        {
            return Refusal.Of(http, ProblemKinds.CursorInvalid);
        }

        var counts = await db.HarvestSteps.Where(s => s.PlanId == plan.Id).GroupBy(s => s.Outcome).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancel);
        var items = await db.HarvestSteps.AsNoTracking()
            .Where(s => s.PlanId == plan.Id && s.Number > after && (all || s.Outcome == HarvestOutcome.Refused || (s.Undone != null && s.Undone != "undone" && s.Undone != "nothing")))
            .OrderBy(s => s.Number).Take(PageSize).ToListAsync(cancel);
        var (added, changed, unchanged, removed, refused) = (Of(HarvestOutcome.Added), Of(HarvestOutcome.Changed), Of(HarvestOutcome.Unchanged), Of(HarvestOutcome.Removed), Of(HarvestOutcome.Refused));
        var left = counts.FirstOrDefault(c => c.Key is null)?.Count ?? 0;
        return TypedResults.Ok(new RunView(
            id, plan.Id, plan.SourceId, plan.State, plan.Gathered, added, changed, unchanged + plan.Unchanged, removed, refused + plan.Refused, left,
            left == 0 && added + changed + unchanged + removed + refused == plan.Add + plan.Change + plan.Remove,
            plan.Requests, plan.UndoId, plan.EndedAt, plan.UndoneAt,
            [.. items.Select(s => new RunItemView(s.Number, s.DatasetId, s.Name, s.Action, s.Outcome, s.Reason, s.RecordId, s.Undone))],
            items.Count == PageSize ? items[^1].Number.ToString(CultureInfo.InvariantCulture) : null));

        long Of(HarvestOutcome outcome) => counts.FirstOrDefault(c => c.Key == outcome)?.Count ?? 0;
    }

    internal static async Task<Results<Accepted<PlanView>, ProblemHttpResult>> UndoAsync(string id, HttpContext http, RegistryDbs dbs, HarvestQueue queue, CancellationToken cancel)
    {
        HarvestPlan? plan;
        await using (var db = dbs.Open())
        {
            plan = await db.HarvestPlans.AsNoTracking().FirstOrDefaultAsync(p => p.RunId == id, cancel);
        }

        if (plan is null)
        {
            return Refusal.None(http, Things.Run, id);
        }

        return await SourceAsync(http, dbs, plan.SourceId, cancel) is { } no ? no
            : await queue.UndoAsync(plan.Id, http.Caller().ActorId, cancel) is null ? Refusal.Of(http, HarvestProblems.NotUndoable)
            : await AcceptedAsync(dbs, plan.Id, cancel);
    }

    private static async Task<Accepted<PlanView>> AcceptedAsync(RegistryDbs dbs, string planId, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var plan = await db.HarvestPlans.AsNoTracking().FirstAsync(p => p.Id == planId, cancel);
        return TypedResults.Accepted($"/api/v1/harvest/plans/{planId}", PlanView.Of(plan));
    }

    private static async Task<ProblemHttpResult?> SourceAsync(HttpContext http, RegistryDbs dbs, string id, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var name = await db.HarvestSources.Where(s => s.Id == id).Select(s => s.Name).FirstOrDefaultAsync(cancel);
        return name is null ? Refusal.None(http, Things.Source, id) : http.Caller().MayWriteTo(name) ? null : Refusal.Of(http, ProblemKinds.SourceNotAllowed, name);
    }
}
