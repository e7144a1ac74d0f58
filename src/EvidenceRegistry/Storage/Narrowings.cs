using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Storage;

/// <summary>
/// How often something was closed to somebody, or such a closing arrived in the index. Cursors carry the count of their time and are over once it has
/// grown: the view of the index behind an older one may hold what was closed, and after the arrival no outbox row says any more what to leave out.
/// </summary>
internal static class Narrowings
{
    /// <summary>One statement, so that of two writings at one moment each counts; it holds the row until the writing ends.</summary>
    public static Task RaiseAsync(RegistryDb db, CancellationToken cancel) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO "Settings" ("Name", "Value") VALUES ({Setting.Narrowings}, '1')
        ON CONFLICT ("Name") DO UPDATE SET "Value" = CAST(CAST("Settings"."Value" AS bigint) + 1 AS text)
        """,
        cancel);
}
