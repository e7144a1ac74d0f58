using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>Every record of an index in the order of ids, with what it says of its pages checked against the pages that are there.</summary>
internal sealed class ElasticRecordList(ElasticClient client, ElasticNames names, ElasticOptions options)
{
    private const int AtOnce = 5000;

    /// <summary>The records of one moment; of pages that were changed meanwhile it may say that they are not there.</summary>
    /// <param name="records">Index or alias, as <paramref name="pages"/>.</param>
    public async IAsyncEnumerable<IndexedRecord> OfAsync(string records, string pages, [EnumeratorCancellation] CancellationToken cancel)
    {
        ElasticView view = await ElasticView.OpenAsync(client, names, records, options.CursorAge, cancel);
        try
        {
            JsonNode? after = null;
            JsonElement[] hits;
            do
            {
                hits = [.. (await AskedAsync(view, Body(after), cancel)).GetProperty("hits").GetProperty("hits").EnumerateArray()];
                foreach (IndexedRecord record in await CheckedAsync([.. hits.Select(Said)], pages, cancel))
                {
                    yield return record;
                }

                after = hits.Length == 0 ? null : JsonNode.Parse(hits[^1].GetProperty("sort").GetRawText());
            }
            while (hits.Length == AtOnce);
        }
        finally
        {
            _ = Task.Run(view.LetGoAsync, CancellationToken.None);
        }
    }

    private static JsonObject Body(JsonNode? after)
    {
        var body = new JsonObject
        {
            ["size"] = AtOnce,
            ["track_total_hits"] = false,
            ["stored_fields"] = ElasticFields.NoStored,
            ["docvalue_fields"] = Clause.List([IndexFields.Id, IndexFields.Revision, IndexFields.PagesHash, IndexFields.PageCount]),
            ["sort"] = new JsonArray(new JsonObject { [IndexFields.Id] = "asc" }),
            ["query"] = Clause.All(),
        };
        if (after is not null)
        {
            body["search_after"] = after;
        }

        return body;
    }

    private static (IndexedRecord Record, long Pages) Said(JsonElement hit)
    {
        JsonElement fields = hit.GetProperty("fields");
        var record = new IndexedRecord(
            fields.GetProperty(IndexFields.Id)[0].GetString()!,
            fields.GetProperty(IndexFields.Revision)[0].GetInt64(),
            fields.TryGetProperty(IndexFields.PagesHash, out JsonElement hash) ? hash[0].GetString()! : "");
        return (record, fields.GetProperty(IndexFields.PageCount)[0].GetInt64());
    }

    private async Task<IEnumerable<IndexedRecord>> CheckedAsync((IndexedRecord Record, long Pages)[] said, string pages, CancellationToken cancel)
    {
        string[] named = [.. said.Where(one => one.Pages > 0).Select(one => PageOf(one.Record))];
        IReadOnlyDictionary<string, long> there = await PageCounts.OfAsync(client, pages, named, cancel);
        return said.Select(one => there.GetValueOrDefault(PageOf(one.Record)) == one.Pages ? one.Record : one.Record with { PagesHash = "" });
    }

    private static string PageOf(IndexedRecord record) => LuceneDocuments.PageOf(record.Id, record.PagesHash);

    private static async Task<JsonElement> AskedAsync(ElasticView view, JsonObject body, CancellationToken cancel)
    {
        try
        {
            return await view.KeptAsync(body, cancel);
        }
        catch (ViewGoneException gone)
        {
            throw gone.WithoutCursor();
        }
    }
}
