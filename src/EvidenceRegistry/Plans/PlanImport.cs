using System.Globalization;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Plans;

/// <summary>What an import did, or, with problems, would not do. Codes are written with their edition: <c>110301@2566</c>.</summary>
public sealed record PlanImportReport(
    IReadOnlyList<DraftProblem> Problems,
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Retired,
    int Unchanged)
{
    public bool Written => Added.Count + Changed.Count + Retired.Count > 0;
}

/// <summary>
/// Brings plan files into the database. Repeatable: an equal import writes nothing. Files with problems change nothing and all
/// problems are reported. A concept that a later import of its edition leaves out is retired, never deleted; for components and
/// factors only within the sub-targets that the import names, so that value chains may come one by one.
/// </summary>
public static class PlanImport
{
    /// <param name="edition">Edition of concepts whose file names none.</param>
    public static async Task<PlanImportReport> RunAsync(RegistryDb db, IReadOnlyList<SourceFile> files, string? edition, CancellationToken cancel)
    {
        var draft = PlanFile.Read(files, edition);
        await using var write = await db.BeginWriteAsync(cancel);
        var stored = await StoredPlans.LoadAsync(db, cancel);
        var problems = draft.Problems.Concat(PlanCheck.Look(draft, stored)).ToList();
        if (problems.Count > 0)
        {
            return new PlanImportReport(problems, [], [], [], 0);
        }

        var changes = new PlanChanges(db, stored);
        changes.Apply(draft);
        var report = new PlanImportReport([], changes.Added, changes.Changed, changes.Retired, changes.Unchanged);
        if (!report.Written)
        {
            return report;
        }

        db.Audit.Add(new AuditEntry
        {
            At = db.Now,
            ActorId = db.ActorId,
            Action = "plans-imported",
            Detail = string.Create(CultureInfo.InvariantCulture, $"added {report.Added.Count}, changed {report.Changed.Count}, retired {report.Retired.Count}"),
        });
        await NameStateAsync(db, cancel);
        await db.SaveChangesAsync(cancel);
        await TaggedRecords.TouchAsync(db, changes.ChangedConcepts, cancel);
        await write.CommitAsync(cancel);
        return report;
    }

    private static async Task NameStateAsync(RegistryDb db, CancellationToken cancel)
    {
        var state = await db.Settings.FirstOrDefaultAsync(s => s.Name == Setting.PlansState, cancel);
        if (state is null)
        {
            db.Settings.Add(state = new Setting { Name = Setting.PlansState, Value = "" });
        }

        state.Value = Guid.NewGuid().ToString("n");
    }
}

/// <summary>The plans as the database has them, tracked by the context of the import.</summary>
internal sealed record StoredPlans(
    Dictionary<string, Edition> Editions,
    Dictionary<(string Scheme, string Code, string Edition), Concept> Concepts,
    Dictionary<(string FromCode, string FromEdition, string? ToCode, string ToEdition), Crosswalk> Crosswalk,
    Dictionary<string, Area> Areas)
{
    public static async Task<StoredPlans> LoadAsync(RegistryDb db, CancellationToken cancel) => new(
        await db.Editions.ToDictionaryAsync(e => e.Code, cancel),
        await db.Concepts.ToDictionaryAsync(c => (c.Scheme, c.Code, c.Edition), cancel),
        await db.Crosswalks.ToDictionaryAsync(c => (c.FromCode, c.FromEdition, c.ToCode, c.ToEdition), cancel),
        await db.Areas.ToDictionaryAsync(a => a.Code, cancel));
}
