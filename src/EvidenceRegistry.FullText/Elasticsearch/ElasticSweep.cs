using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>Removal of generations that do not live.</summary>
internal sealed class ElasticSweep(ElasticClient client, ElasticNames names)
{
    /// <summary>Every index of ours by name, with its aliases.</summary>
    public async Task<Dictionary<string, HashSet<string>>> AllAsync(CancellationToken cancel)
    {
        JsonElement all = (await client.GetAsync($"{names.Records}*,{names.Pages}*/_alias", cancel)).Taken();
        return all.EnumerateObject().ToDictionary(
            index => index.Name, index => index.Value.GetProperty("aliases").EnumerateObject().Select(alias => alias.Name).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>Removes every generation but these, and none that lives, as <see cref="RemoveBesideAsync"/> does.</summary>
    public async Task AllButAsync(string live, string? kept, CancellationToken cancel)
    {
        Dictionary<string, HashSet<string>> there = await AllAsync(cancel);
        string[] without = [.. there.GroupBy(index => names.GenerationOf(index.Key), index => index.Value).Where(pair => !pair.Any(aliases => aliases.Any(names.IsAlias))).Select(pair => pair.Key).OfType<string>()];
        await RemoveBesideAsync(without.Where(generation => generation != live && generation != kept), live, cancel);
    }

    /// <summary>
    /// Removes generations in one call, which the server takes only where the live one is what it was thought to be: a switch may have come between. One that it
    /// does not take (that, or an index of them is being copied into a snapshot, or is gone already) leaves all as it is, for the next sweep.
    /// </summary>
    public async Task RemoveBesideAsync(IEnumerable<string> generations, string live, CancellationToken cancel)
    {
        var there = (await AllAsync(cancel)).Keys.ToHashSet(StringComparer.Ordinal);
        string[] gone = [.. generations.SelectMany(name => new[] { names.RecordsOf(name), names.PagesOf(name) }).Where(there.Contains)];
        if (gone.Length == 0)
        {
            return;
        }

        var lives = new JsonObject { ["index"] = names.RecordsOf(live), ["alias"] = names.Records };
        var stood = (JsonObject)lives.DeepClone();
        stood["must_exist"] = true;
        var actions = new JsonArray(new JsonObject { ["remove"] = stood }, new JsonObject { ["add"] = lives });
        foreach (string index in gone)
        {
            actions.Add(new JsonObject { ["remove_index"] = new JsonObject { ["index"] = index } });
        }

        await client.PostAsync("_aliases", new JsonObject { ["actions"] = actions }, cancel);
    }

    /// <summary>Removes a generation where none lives that it could be taken for.</summary>
    public async Task RemoveAsync(string generation, CancellationToken cancel) =>
        await client.DeleteAsync($"{names.RecordsOf(generation)},{names.PagesOf(generation)}?ignore_unavailable=true", null, cancel);
}
