using System.ComponentModel;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Plans;

/// <param name="Added">Codes with their edition, <c>110301@2566</c>.</param>
public sealed record PlanImportView(IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Retired, int Unchanged);

/// <summary>Stewards bring plan files: a new edition, value chains of NESDC's own layout, areas. All or nothing, and repeatable.</summary>
internal static class PlanImportRoutes
{
    public static void MapPlanImport(this IEndpointRouteBuilder plans) =>
        plans.MapPost("/plans/import", ImportAsync).Needs(Role.Curator)
            .WithName("importPlans").WithSummary("Takes plan files (multipart, any number of parts 'file'); docs/seed-data.md has their layout");

    private static async Task<Results<Ok<PlanImportView>, ProblemHttpResult>> ImportAsync(
        HttpContext http,
        RegistryDbs dbs,
        PlanTrees plans,
        [Description("Edition of concepts whose file names none.")] string? edition = null)
    {
        if (!http.Request.HasFormContentType)
        {
            throw new BadHttpRequestException("Plan files come as multipart/form-data.", StatusCodes.Status415UnsupportedMediaType);
        }

        var files = new List<SourceFile>();
        foreach (var sent in (await http.Request.ReadFormAsync(http.RequestAborted)).Files)
        {
            using var bytes = new MemoryStream();
            await sent.CopyToAsync(bytes, http.RequestAborted);
            files.Add(new SourceFile(sent.FileName, bytes.ToArray()));
        }

        await using var db = dbs.Open(http.Caller().ActorId);
        var report = await PlanImport.RunAsync(db, files, edition, http.RequestAborted);
        if (report.Problems.Count > 0)
        {
            return Refusal.Of(http, ProblemKinds.InvalidRequest, [.. report.Problems.Select(p => PlanImportMessages.Of(http, p))], report.Problems.Count);
        }

        await plans.ReloadAsync(http.RequestAborted);
        return TypedResults.Ok(new PlanImportView(report.Added, report.Changed, report.Retired, report.Unchanged));
    }
}
