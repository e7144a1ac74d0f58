using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Bulk;

/// <summary>What a source's layer becomes when a table, RIS or BibTeX speaks again: the rule <see cref="LayerRule.KeepsWhatIsKnown"/>.</summary>
public static class LayerMerge
{
    // Members whose parts are said apart: a Thai title keeps the English one, a column of one extra field the others.
    private static readonly HashSet<string> InParts = new(["title", "abstract", "extra"], StringComparer.Ordinal);

    /// <summary>
    /// A new layer: of <paramref name="known"/> what <paramref name="said"/> does not say, unless <paramref name="erased"/> names it.
    /// Lists are replaced whole. Nothing known, or known as the other kind: what was said. Neither argument is changed.
    /// </summary>
    public static RecordContent Onto(RecordContent? known, RecordContent said, IReadOnlyList<string> erased)
    {
        if (known is null || known.GetType() != said.GetType())
        {
            return said;
        }

        var merged = JsonSerializer.SerializeToNode(known, BulkJson.Content)!.AsObject();
        foreach (var path in erased)
        {
            Erase(merged, path);
        }

        foreach (var (name, value) in JsonSerializer.SerializeToNode(said, BulkJson.Content)!.AsObject().ToList())
        {
            if (InParts.Contains(name) && merged[name] is JsonObject whole && value is JsonObject parts)
            {
                foreach (var (part, text) in parts)
                {
                    whole[part] = text?.DeepClone();
                }
            }
            else
            {
                merged[name] = value?.DeepClone();
            }
        }

        return merged.Deserialize<RecordContent>(BulkJson.Content)!;
    }

    /// <summary>What a whole record must have and this one lacks, each placed at <paramref name="locator"/> and its member.</summary>
    public static IReadOnlyList<DraftProblem> Lacking(RecordContent content, string locator) =>
        [.. DraftMembers.Lacking(content).Select(member => new DraftProblem(ProblemCodes.Missing, $"{locator} $.{member}"))];

    private static void Erase(JsonObject content, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            content.Remove(path);
        }
        else if (content[path[..dot]] is JsonObject inner)
        {
            inner.Remove(path[(dot + 1)..]);
            if (inner.Count == 0)
            {
                content.Remove(path[..dot]);
            }
        }
    }
}
