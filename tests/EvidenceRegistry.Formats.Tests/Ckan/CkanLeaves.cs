using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Ckan;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tests.Ckan;

/// <summary>Whether what a portal said is still there after reading: every value of its answer, found again by its letters.</summary>
internal static class CkanLeaves
{
    /// <summary>Values of the dataset that say something and that the draft does not hold. Nulls and empty texts say nothing.</summary>
    public static List<string> Lost(JsonElement dataset, CkanPackage read)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        Collect(JsonNode.Parse(DraftHash.Canonical(read.Reading.Draft!.Content)), kept);
        kept.Add(read.Id);
        return [.. Leaves(dataset, "$").Where(leaf => !kept.Contains(leaf.Value)).Select(leaf => $"{leaf.Path} = {leaf.Value}")];
    }

    public static IEnumerable<(string Path, string Value)> Leaves(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => Leaves(m.Value, $"{path}.{m.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((e, at) => Leaves(e, $"{path}[{at}]")),
        JsonValueKind.Null => [],
        JsonValueKind.String => element.GetString() is { Length: > 0 } text ? [(path, Storable(text))] : [],
        _ => [(path, element.GetRawText())],
    };

    /// <summary>Control characters are taken out of every text that comes in, with a warning.</summary>
    private static string Storable(string text) => string.Concat(text.Where(c => !char.IsControl(c) || c is '\t' or '\n' or '\r' or (>= '\u0080' and <= '\u009f')));

    private static void Collect(JsonNode? node, HashSet<string> into)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members)
                {
                    Collect(value, into);
                }

                break;
            case JsonArray list:
                foreach (var entry in list)
                {
                    Collect(entry, into);
                }

                break;
            case not null:
                into.Add(node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString());
                break;
        }
    }
}
