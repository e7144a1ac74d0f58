using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Records;

/// <summary>Finds the record behind an id for a reader, or why there is none: unknown, removed, merged into another.</summary>
internal static class RecordDoor
{
    /// <summary>Record with origins and the files in force; or the answer to give instead.</summary>
    public static async Task<(Record? Record, IResult? Instead)> OpenAsync(HttpContext http, RegistryDb db, string id)
    {
        var record = await db.Records.AsNoTracking()
            .Include(r => r.Origins)
            .Include(r => r.Files.Where(f => f.RemovedAt == null))
            .AsSplitQuery()
            .FirstOrDefaultAsync(r => r.Id == id, http.RequestAborted);
        return record switch
        {
            null => (null, Refusal.None(http, Things.Record, id)),
            { State: RecordState.Removed } => (null, RecordProblems.Gone(http, record)),
            { State: RecordState.Merged } => (null, ToSurvivor(http, record)),
            _ => (record, null),
        };
    }

    /// <summary>308: the same question at the record that took this one over.</summary>
    public static RedirectHttpResult ToSurvivor(HttpContext http, Record merged)
    {
        var address = http.Request.Path.Value!.Replace(merged.Id, merged.MergedInto!, StringComparison.Ordinal);
        return TypedResults.Redirect(Uri.EscapeDataString(address).Replace("%2F", "/", StringComparison.Ordinal) + http.Request.QueryString, permanent: true, preserveMethod: true);
    }
}
