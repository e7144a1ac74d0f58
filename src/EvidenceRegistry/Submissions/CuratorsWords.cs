using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Submissions;

/// <summary>Where a source says one thing and a curator's overlay another: the curator's word stands, and the source is told.</summary>
internal static class CuratorsWords
{
    private const int Shown = 200;

    public static IEnumerable<DraftProblem> Against(Record record, RecordContent said)
    {
        if (record.Overlay is not { } overlay || JsonNode.Parse(overlay) is not JsonObject words)
        {
            yield break;
        }

        var layer = Composition.ToJson(said);
        foreach (var (name, word) in words)
        {
            if (layer[name] is { } own && !JsonNode.DeepEquals(own, MergePatch.Apply(own, word)))
            {
                yield return new DraftProblem(IntakeProblems.HeldByCurator, $"$.{name}", Text(own), Refuses: false) { Details = [Text(word)] };
            }
        }
    }

    private static string Text(JsonNode? node)
    {
        var text = node is JsonValue value && value.TryGetValue<string>(out var plain) ? plain : node?.ToJsonString(JsonColumn.Options) ?? "null";
        return text.Length <= Shown ? text : text[..(char.IsHighSurrogate(text[Shown - 1]) ? Shown - 1 : Shown)];
    }
}
