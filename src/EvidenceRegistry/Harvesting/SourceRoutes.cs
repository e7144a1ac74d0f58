using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <summary>Sources: named, tested, let go on.</summary>
internal static class SourceRoutes
{
    public static void MapSources(this IEndpointRouteBuilder harvest)
    {
        harvest.MapGet("/sources", ListAsync).WithName("listSources").WithSummary("Sources of the harvest, without their keys");
        harvest.MapPost("/sources", CreateAsync).WithName("createSource").WithSummary("Name a source; nothing is asked of it yet");
        harvest.MapGet("/sources/{id}", OneAsync).WithName("readSource").WithSummary("One source, with its next try and why");
        harvest.MapPost("/sources/{id}/test", TestAsync).WithName("testSource").WithSummary("Ask the portal what it is, and what it lacks");
        harvest.MapPost("/sources/{id}/resume", ResumeAsync).WithName("resumeSource").WithSummary("Let a paused source go on");
    }

    internal static async Task<Ok<SourceListView>> ListAsync(RegistryDbs dbs, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return TypedResults.Ok(new SourceListView([.. (await db.HarvestSources.AsNoTracking().OrderBy(s => s.Name).ToListAsync(cancel)).Select(SourceView.Of)]));
    }

    internal static async Task<Results<Created<SourceView>, ProblemHttpResult>> CreateAsync(
        NewSourceRequest request, HttpContext http, RegistryDbs dbs, SourceKeys keys, CancellationToken cancel)
    {
        var wrong = SourceForm.Wrong(request, http.Language()).ToList();
        if (wrong.Count > 0)
        {
            return Refusal.Of(http, ProblemKinds.InvalidRequest, wrong, wrong.Count);
        }

        if (!http.Caller().MayWriteTo(request.Name))
        {
            return Refusal.Of(http, ProblemKinds.SourceNotAllowed, request.Name);
        }

        var protectedKey = request.Key is { } key ? keys.Protect(key) : null;
        await using var db = dbs.Open(http.Caller().ActorId);
        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.HarvestSources.FirstOrDefaultAsync(s => s.Name == request.Name, cancel) is { } there)
        {
            return Refusal.Of(http, HarvestProblems.SourceKnown, there.Id);
        }

        var source = new HarvestSource { Id = NewIds.Next(db.Time), Name = request.Name, Kind = request.Kind, Url = request.Url, ActorId = db.ActorId, CreatedAt = db.Now };
        request.Lay(source, protectedKey, db.Time.GetUtcNow());
        db.HarvestSources.Add(source);
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "source-created", Detail = source.Name });
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return TypedResults.Created($"/api/v1/harvest/sources/{source.Id}", SourceView.Of(source));
    }

    internal static async Task<Results<Ok<SourceView>, ProblemHttpResult>> OneAsync(string id, HttpContext http, RegistryDbs dbs, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await db.HarvestSources.FindAsync([id], cancel) is { } source ? TypedResults.Ok(SourceView.Of(source)) : Refusal.None(http, Things.Source, id);
    }

    internal static async Task<Results<Ok<SourceTestView>, ProblemHttpResult>> TestAsync(string id, HttpContext http, RegistryDbs dbs, HarvestPortals portals, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        if (await db.HarvestSources.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancel) is not { } source)
        {
            return Refusal.None(http, Things.Source, id);
        }

        if (!http.Caller().MayWriteTo(source.Name))
        {
            return Refusal.Of(http, ProblemKinds.SourceNotAllowed, source.Name);
        }

        try
        {
            var facts = await portals.Open(source).IdentifyAsync(counts: true, cancel);
            return TypedResults.Ok(new SourceTestView(facts.Identity, facts.Software, facts.Version, facts.ThaiGdc, facts.Datasets, facts.Organisations, facts.Lacks, facts.Datasets is not null));
        }
        catch (PortalException failed)
        {
            return Refusal.Of(http, HarvestProblems.PortalFailed, failed.Message);
        }
    }

    internal static async Task<Results<Ok<SourceView>, ProblemHttpResult>> ResumeAsync(string id, HttpContext http, RegistryDbs dbs, CancellationToken cancel)
    {
        await using var db = dbs.Open(http.Caller().ActorId);
        await using var write = await db.BeginWriteAsync(cancel);
        if (await db.HarvestSources.FindAsync([id], cancel) is not { } source)
        {
            return Refusal.None(http, Things.Source, id);
        }

        if (!http.Caller().MayWriteTo(source.Name))
        {
            return Refusal.Of(http, ProblemKinds.SourceNotAllowed, source.Name);
        }

        source.Paused = null;
        HarvestBackOff.Clear(source);
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return TypedResults.Ok(SourceView.Of(source));
    }
}
