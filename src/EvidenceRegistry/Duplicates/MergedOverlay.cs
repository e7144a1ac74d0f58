using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Duplicates;

/// <summary>
/// The curators' words of two records that become one, and back. A curator who opened one record said nothing of the other's texts:
/// what a merge leaves is at least as closed as either record was.
/// </summary>
internal static class MergedOverlay
{
    private const string Access = "access", Until = "embargoUntil";

    /// <summary>A curator's words on either record stand; where both speak, those on the record that stays.</summary>
    public static string? Join(Record gone, Record into)
    {
        var joined = gone.Overlay is null ? into.Overlay : into.Overlay is null ? gone.Overlay
            : Text(MergePatch.Apply(JsonNode.Parse(gone.Overlay), JsonNode.Parse(into.Overlay))!.AsObject());
        if (joined is null || Closes(gone, into, joined))
        {
            return joined;
        }

        var words = JsonNode.Parse(joined)!.AsObject();
        words.Remove(Access);
        words.Remove(Until);
        if (Closes(gone, into, Text(words)))
        {
            return Text(words);
        }

        var closer = AsClosed(gone.Access, gone.EmbargoUntil, into) ? gone : into;
        words[Access] = Composition.JsonName(closer.Access);
        if (closer is { Access: AccessRights.Embargoed, EmbargoUntil: { } day })
        {
            words[Until] = JsonNode.Parse(JsonColumn.Write(day));
        }

        return Text(words);
    }

    /// <summary>The overlay of the record that stays without what a merge laid; what a curator said since stays.</summary>
    /// <param name="laid">As the merge left it.</param>
    /// <param name="before">As it was before the merge.</param>
    public static string? TakeBack(string? now, string? laid, string? before) =>
        now == laid ? before : Back(Node(now) ?? new JsonObject(), Node(laid) ?? new JsonObject(), Node(before)) is JsonObject { Count: > 0 } left ? Text(left) : null;

    private static JsonNode? Back(JsonNode? now, JsonNode? laid, JsonNode? before)
    {
        if (JsonNode.DeepEquals(now, laid))
        {
            return before?.DeepClone();
        }

        if (now is not JsonObject said || laid is not JsonObject merged)
        {
            return now?.DeepClone();
        }

        var (was, result) = (before as JsonObject, said.DeepClone().AsObject());
        foreach (var name in merged.Concat(was ?? []).Select(m => m.Key).Distinct().ToList())
        {
            if (Back(said[name], merged[name], was?[name]) is { } member and not JsonObject { Count: 0 })
            {
                result[name] = member;
            }
            else
            {
                result.Remove(name);
            }
        }

        return result;
    }

    /// <summary>Whether one record of both, under these words, is as closed as each of them.</summary>
    private static bool Closes(Record gone, Record into, string? overlay)
    {
        var content = Composition.Of(into.Kind, [.. into.Origins, .. gone.Origins], overlay).Content;
        var access = Composition.AccessOf(content);
        return AsClosed(access, content.EmbargoUntil, gone) && AsClosed(access, content.EmbargoUntil, into);
    }

    private static bool AsClosed(AccessRights access, DateOnly? until, Record than) =>
        access > than.Access || (access == than.Access && (access != AccessRights.Embargoed || until is null || until >= than.EmbargoUntil));

    private static JsonNode? Node(string? overlay) => overlay is null ? null : JsonNode.Parse(overlay);

    private static string? Text(JsonObject words) => words.Count == 0 ? null : words.ToJsonString(JsonColumn.Options);
}
