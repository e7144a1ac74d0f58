using EvidenceRegistry.FullText;
using EvidenceRegistry.FullText.Tagging;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>Holds the engine for the plans and models in force; made anew when either changed.</summary>
/// <param name="mappings">Folder of mappings.</param>
public sealed class TagEngines(RegistryDbs dbs, PlanTrees plans, TextAnalysis analysis, string mappings) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private (string Key, TagEngine Engine)? _kept;

    public async Task<TagEngine> CurrentAsync(CancellationToken cancel)
    {
        var tree = plans.Current;
        await using var db = dbs.Open();
        var models = await db.TagModels.AsNoTracking().Where(m => m.State == TagModelState.Active).OrderBy(m => m.Version).ToListAsync(cancel);
        var key = $"{tree.State} {tree.CurrentEdition?.Code} {string.Join(' ', models.Select(m => m.Version))}";
        await _turn.WaitAsync(cancel);
        try
        {
            if (_kept is { } kept && kept.Key == key)
            {
                return kept.Engine;
            }

            var learned = models.ToDictionary(m => m.Scheme, m => (m.Version, JsonColumn.Read<TagLearned>(m.Content)), StringComparer.Ordinal);
            var engine = TagEngine.Of(analysis, tree, mappings, learned);
            _kept = (key, engine);
            return engine;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
