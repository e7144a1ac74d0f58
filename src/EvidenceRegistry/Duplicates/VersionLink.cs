using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Duplicates;

/// <summary>A curator's word that a record is a version of another, laid over what its sources say.</summary>
internal static class VersionLink
{
    private const string Member = "relations";

    /// <summary>Links that sources state stay beside it.</summary>
    public static void Lay(Record record, string of) =>
        Write(record, [.. (record.Content.Relations ?? []).Where(r => !Is(r, of)), new Relation(RelationType.VersionOf, Id: of)]);

    public static void TakeBack(Record record, string of) =>
        Write(record, [.. (record.Content.Relations ?? []).Where(r => !Is(r, of))]);

    private static bool Is(Relation relation, string of) => relation is { Type: RelationType.VersionOf } && relation.Id == of;

    private static void Write(Record record, List<Relation> relations)
    {
        var overlay = record.Overlay is { } before ? JsonNode.Parse(before)!.AsObject() : [];
        overlay.Remove(Member);
        if (relations.Count > 0)
        {
            overlay[Member] = JsonNode.Parse(JsonColumn.Write(relations));
        }

        record.Overlay = overlay.Count == 0 ? null : overlay.ToJsonString(JsonColumn.Options);
        Composition.Apply(record);
    }
}
