using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Plans;

/// <summary>Holds the snapshot that everybody reads; swapped whole after an import, by whichever process that was.</summary>
public sealed class PlanTrees(RegistryDbs dbs)
{
    private volatile Held _held = new(PlanTree.Empty, null);

    private sealed record Held(PlanTree Tree, string? State);

    /// <summary>Take it once and use it for one piece of work.</summary>
    public PlanTree Current => _held.Tree;

    /// <summary>At start, and after every import.</summary>
    public async Task<PlanTree> ReloadAsync(CancellationToken cancel)
    {
        await using var db = dbs.Open();

        // The state first: an import in between is then seen by the next look.
        var state = await StateAsync(db, cancel);
        return (_held = new Held(await PlanTree.LoadAsync(db, cancel), state)).Tree;
    }

    /// <summary>As the database has them now: what is written to the index must not be of plans that an import has replaced.</summary>
    public async Task<PlanTree> FreshAsync(CancellationToken cancel)
    {
        var held = _held;
        await using var db = dbs.Open();
        return held.State == await StateAsync(db, cancel) ? held.Tree : await ReloadAsync(cancel);
    }

    private static Task<string?> StateAsync(RegistryDb db, CancellationToken cancel) =>
        db.Settings.Where(s => s.Name == Setting.PlansState).Select(s => s.Value).FirstOrDefaultAsync(cancel);
}
