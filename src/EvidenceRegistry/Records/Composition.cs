using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Records;

/// <param name="Provenance">Member → id of the origin it came from, or <see cref="Composition.Overlay"/>.</param>
public sealed record Composed(RecordContent Content, Dictionary<string, string> Provenance);

/// <summary>
/// Computes what is shown of a record from its origins and the curator's overlay. Member by member the oldest origin that says
/// something wins, and the overlay is laid over that as a JSON merge patch (RFC 7396). Access is an exception: the most
/// closed origin wins and the latest embargo, so that a second origin never opens what the first one closed. And a sample is only what
/// all its origins call one.
/// </summary>
public static class Composition
{
    public const string Overlay = "overlay";

    private const string Kind = "kind", Sample = "sample";

    public static Composed Of(RecordKind kind, IEnumerable<Origin> origins, string? overlay)
    {
        var layers = origins.OrderBy(o => o.FirstSeen).ThenBy(o => o.Id, StringComparer.Ordinal).ToList();
        if (overlay is null && layers is [{ Content: not { Access: null, EmbargoUntil: not null } } only])
        {
            // Most records have one source, and what it says is what is shown; nobody changes a content in place.
            return new Composed(only.Content, Names(only.Content).ToDictionary(name => name, _ => only.Id, StringComparer.Ordinal));
        }

        var content = new JsonObject { [Kind] = KindName(kind) };
        var provenance = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            foreach (var (name, value) in ToJson(layer.Content))
            {
                if (name != Kind && value is not null && !content.ContainsKey(name))
                {
                    content[name] = value.DeepClone();
                    provenance[name] = layer.Id;
                }
            }
        }

        Close(layers, content, provenance);
        if (layers.Any(l => l.Content.Sample is not true))
        {
            // What a real source tells of is no sample, whatever was made up beside it.
            content.Remove(Sample);
            provenance.Remove(Sample);
        }

        if (overlay is not null && JsonNode.Parse(overlay) is JsonObject patch)
        {
            content = (JsonObject)MergePatch.Apply(content, patch)!;
            foreach (var (name, _) in patch)
            {
                provenance[name] = Overlay;
            }
        }

        return new Composed(FromJson(content), provenance);
    }

    /// <summary>Computes the record anew, with the columns promoted from its content.</summary>
    public static void Apply(Record record)
    {
        var (content, provenance) = Of(record.Kind, record.Origins, record.Overlay);
        record.Content = content;
        record.Provenance = provenance;
        record.Title = content.Title?.Shown() ?? "";
        record.Year = content.Year;
        record.Agency = content.Agency;
        record.Doi = content.Doi;
        record.Access = AccessOf(content);
        record.EmbargoUntil = record.Access == AccessRights.Embargoed ? content.EmbargoUntil : null;
        record.Sample = content.Sample ?? false;
        foreach (var file in record.Files.Where(f => f is { RemovedAt: null, OwnAccess: false }))
        {
            (file.Access, file.EmbargoUntil) = (record.Access, record.EmbargoUntil);
        }
    }

    /// <summary>A date alone means an embargo: silence about access never opens.</summary>
    public static AccessRights AccessOf(RecordContent content) =>
        content.Access ?? (content.EmbargoUntil is null ? AccessRights.Open : AccessRights.Embargoed);

    public static JsonObject ToJson(RecordContent content) => JsonNode.Parse(JsonColumn.Write(content))!.AsObject();

    public static RecordContent FromJson(JsonObject json) => JsonColumn.Read<RecordContent>(json.ToJsonString(JsonColumn.Options));

    public static string KindName(RecordKind kind) => kind == RecordKind.Dataset ? "dataset" : "study";

    private static void Close(List<Origin> layers, JsonObject content, Dictionary<string, string> provenance)
    {
        // MaxBy gives the first of equals, so the oldest origin stays named.
        var most = layers.Where(o => o.Content.Access is not null || o.Content.EmbargoUntil is not null).MaxBy(o => AccessOf(o.Content));
        if (most is not null)
        {
            content["access"] = JsonName(AccessOf(most.Content));
            provenance["access"] = most.Id;
        }

        var last = layers.Where(o => o.Content.EmbargoUntil is not null).MaxBy(o => o.Content.EmbargoUntil);
        if (last is not null)
        {
            content["embargoUntil"] = ToJson(last.Content)["embargoUntil"]!.DeepClone();
            provenance["embargoUntil"] = last.Id;
        }
    }

    private static IEnumerable<string> Names(RecordContent content) =>
        JsonColumn.Options.GetTypeInfo(content.GetType()).Properties.Where(p => p.Get?.Invoke(content) is not null).Select(p => p.Name);

    internal static string JsonName(AccessRights access) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(access.ToString());
}
