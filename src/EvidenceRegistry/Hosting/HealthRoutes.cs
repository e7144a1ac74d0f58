using System.Data.Common;
using EvidenceRegistry.Access;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Hosting;

/// <param name="Status"><c>live</c> or <c>ready</c>.</param>
public sealed record HealthView(string Status);

/// <summary>For those who start and stop the process: live = do not restart it; ready = send it requests.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Operation");
        health.MapGet("live", () => TypedResults.Ok(new HealthView("live"))).WithName("live").WithSummary("The process answers");
        health.MapGet("ready", ReadyAsync).WithName("ready").WithSummary("Database and index answer");
    }

    private static async Task<Results<Ok<HealthView>, ProblemHttpResult>> ReadyAsync(HttpContext http, RegistryDbs dbs, CancellationToken cancel)
    {
        var missing = new List<string>();
        try
        {
            await using var db = dbs.Open();
            _ = await db.Settings.AsNoTracking().AnyAsync(cancel);
        }
        catch (DbException)
        {
            missing.Add("database");
        }

        try
        {
            if (http.RequestServices.GetService<IEvidenceIndex>() is { } index)
            {
                await index.StateAsync(cancel);
            }
        }
        catch (IndexUnavailableException)
        {
            missing.Add("index");
        }

        return missing.Count == 0
            ? TypedResults.Ok(new HealthView("ready"))
            : Refusal.Of(http, HostingProblems.NotReady, string.Join(", ", missing));
    }
}
