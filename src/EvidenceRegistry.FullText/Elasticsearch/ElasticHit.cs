using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>A record of an answer, with what ranking and the choice of its page need to know.</summary>
/// <param name="Score">By words, multiplied already; 0 where the order is another.</param>
/// <param name="Sort">Its place in the plain order, in the server's own words.</param>
/// <param name="Answered">All that the server said of it.</param>
internal sealed record ElasticHit(string Id, double Score, string Sort, double Prior, long Year, string PagesHash, int PageCount, IReadOnlyList<string> Areas, JsonElement Answered)
{
    private static readonly string AreaField = IndexFields.Facet(FacetNames.Area);

    public string PageOf => LuceneDocuments.PageOf(Id, PagesHash);

    /// <summary>Columns that <see cref="Of"/> reads.</summary>
    public static JsonArray Columns(bool areas) =>
        Clause.List([IndexFields.Id, IndexFields.Prior, IndexFields.Year, IndexFields.PagesHash, IndexFields.PageCount, .. areas ? [AreaField] : Array.Empty<string>()]);

    public static ElasticHit Of(JsonElement hit)
    {
        JsonElement fields = hit.GetProperty("fields");
        return new ElasticHit(
            fields.GetProperty(IndexFields.Id)[0].GetString()!,
            hit.TryGetProperty("_score", out JsonElement score) && score.ValueKind == JsonValueKind.Number ? score.GetDouble() : 0,
            hit.TryGetProperty("sort", out JsonElement sort) ? sort.GetRawText() : "[]",
            fields.GetProperty(IndexFields.Prior)[0].GetDouble(),
            fields.GetProperty(IndexFields.Year)[0].GetInt64(),
            fields.TryGetProperty(IndexFields.PagesHash, out JsonElement hash) ? hash[0].GetString()! : "",
            fields.GetProperty(IndexFields.PageCount)[0].GetInt32(),
            fields.TryGetProperty(AreaField, out JsonElement areas) ? [.. areas.EnumerateArray().Select(area => area.GetString()!)] : [],
            hit);
    }

    /// <summary>Place beside which nobody else stands, for the server.</summary>
    public static JsonArray SortOf(SearchSort sort) => sort switch
    {
        SearchSort.Newest => [Down(IndexFields.Year), Down(IndexFields.ChangedAt), Up(IndexFields.Id)],
        SearchSort.Title => [Up(IndexFields.SortTitle), Up(IndexFields.Id)],
        _ => [Down("_score"), Up(IndexFields.Id)],
    };

    private static JsonObject Up(string field) => new() { [field] = new JsonObject { ["order"] = "asc" } };

    private static JsonObject Down(string field) => new() { [field] = new JsonObject { ["order"] = "desc" } };
}
