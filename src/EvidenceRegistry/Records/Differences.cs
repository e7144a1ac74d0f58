using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Records;

/// <summary>What differs between two versions, member by member and file by file.</summary>
public static class Differences
{
    public static IReadOnlyList<Difference> Of(RecordVersion? before, RecordVersion after)
    {
        // Without content on one side (a purge) there is nothing to lay side by side.
        var (old, now) = before is { Content: null } || after.Content is null ? ([], []) : (Members(before), Members(after));
        return [.. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Where(name => !JsonNode.DeepEquals(old.GetValueOrDefault(name), now.GetValueOrDefault(name)))
            .Select(name => new Difference(name, old.GetValueOrDefault(name)?.DeepClone(), now.GetValueOrDefault(name)?.DeepClone()))];
    }

    private static Dictionary<string, JsonNode?> Members(RecordVersion? version)
    {
        if (version?.Content is null)
        {
            return [];
        }

        var members = Composition.ToJson(version.Content).ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal);
        foreach (var file in version.Files)
        {
            members[$"files.{file.Name}"] = JsonSerializer.SerializeToNode(new { file.Sha256, file.Length, file.Access, file.EmbargoUntil }, JsonColumn.Options);
        }

        return members;
    }
}
