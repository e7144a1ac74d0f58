using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>One document to write, or to delete where there is no body.</summary>
/// <param name="Index">Index or alias.</param>
/// <param name="Id">Of the server's document.</param>
/// <param name="RecordId">The record it belongs to.</param>
/// <param name="Version">Revision that decides against others of that document; null: any write counts.</param>
internal sealed record BulkOperation(string Index, string Id, string RecordId, long? Version, ReadOnlyMemory<byte>? Body)
{
    public int Size => Body?.Length ?? 0;

    public JsonObject Head()
    {
        var head = new JsonObject { ["_index"] = Index, ["_id"] = Id };
        if (Version is { } version)
        {
            head["version"] = version;
            head["version_type"] = "external";
        }

        return new JsonObject { [Body is null ? "delete" : "index"] = head };
    }
}
