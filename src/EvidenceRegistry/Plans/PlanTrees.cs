using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Plans;

/// <summary>Holds the snapshot that everybody reads; swapped whole after an import.</summary>
public sealed class PlanTrees(RegistryDbs dbs)
{
    private volatile PlanTree _current = PlanTree.Empty;

    /// <summary>Take it once and use it for one piece of work.</summary>
    public PlanTree Current => _current;

    /// <summary>At start, and after every import.</summary>
    public async Task<PlanTree> ReloadAsync(CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return _current = await PlanTree.LoadAsync(db, cancel);
    }
}
