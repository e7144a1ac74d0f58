using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <summary>Some of what a plan will do, for a person to look at.</summary>
public sealed record PlanSampleView(IReadOnlyList<SampledDataset> Add, IReadOnlyList<SampledDataset> Change, IReadOnlyList<SampledDataset> Remove);

/// <param name="Differences">Members that differ; null where it was not looked at.</param>
public sealed record SampledDataset(string DatasetId, string Name, string? Title, IReadOnlyList<Difference>? Differences = null);

/// <summary>Draws the samples: the first few of each, changes with the members that differ.</summary>
internal sealed class PlanSamples(RegistryDbs dbs)
{
    private const int Few = 20, Looked = 5;

    public async Task<PlanSampleView> OfAsync(HarvestSource source, IPortal portal, PlanDraft draft, CancellationToken cancel)
    {
        var add = Some(HarvestAction.Add);
        var change = Some(HarvestAction.Change, HarvestAction.Return);
        var remove = Some(HarvestAction.Quarantine, HarvestAction.Remove);
        var ids = change.Concat(remove).Select(s => s.DatasetId).ToList();
        await using var db = dbs.Open();
        var known = await db.Origins.AsNoTracking().Where(o => o.Source == source.Name && ids.Contains(o.SourceId)).ToDictionaryAsync(o => o.SourceId, o => o.Content, cancel);
        var looked = change.Where(s => known.ContainsKey(s.DatasetId)).Take(Looked).Select(s => new WantedDataset(s.DatasetId, s.Stamp)).ToList();
        var fetched = looked.Count == 0 ? [] : (await portal.FetchAsync(looked, cancel)).Where(d => d.Reading?.Draft is not null).ToDictionary(d => d.Id, d => d.Reading!.Draft!.Content);
        return new PlanSampleView([.. add.Select(One)], [.. change.Select(One)], [.. remove.Select(One)]);

        List<HarvestStep> Some(params HarvestAction[] actions) => [.. draft.Steps.Where(s => actions.Contains(s.Action)).Take(Few)];

        SampledDataset One(HarvestStep step) => new(
            step.DatasetId, step.Name, known.GetValueOrDefault(step.DatasetId)?.Title?.Shown(),
            fetched.GetValueOrDefault(step.DatasetId) is { } now ? Between(known[step.DatasetId], now) : null);
    }

    private static IReadOnlyList<Difference> Between(RecordContent before, RecordContent after)
    {
        var (old, now) = (Composition.ToJson(before), Composition.ToJson(after));
        return [.. old.Concat(now).Select(m => m.Key).Distinct().Order(StringComparer.Ordinal)
            .Where(name => !JsonNode.DeepEquals(old[name], now[name])).Select(name => new Difference(name, old[name]?.DeepClone(), now[name]?.DeepClone()))];
    }
}
