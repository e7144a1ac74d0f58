using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// The same studies in Elasticsearch asked directly, as somebody would set it up who has no registry: its own <c>thai</c> analyzer, offsets
/// stored for its fastest highlighter, one shard, the total tracked. All words are asked for, which costs it less than its default.
/// </summary>
public sealed class RawElastic(string address) : IDisposable
{
    private const string Index = "beside-raw";
    private const int Batch = 500;

    /// <summary>Where questions go.</summary>
    public const string Path = $"/{Index}/_search?request_cache=false";

    private static readonly string[] Facets = ["kind", "agency", "year", "access", "source", "status"];

    private readonly ElasticServer _server = new(address);

    public Task<string> VersionAsync() => _server.VersionAsync();

    /// <summary>Makes the index anew; how long <c>_bulk</c> and the refresh took.</summary>
    /// <param name="together">Requests under way at the same time.</param>
    public async Task<TimeSpan> FillAsync(IEnumerable<JsonObject> studies, int together = 1)
    {
        await _server.MakeAsync(Index, Settings(), Mappings());
        var bodies = studies.Index().Chunk(Batch).Select(Body).ToList();
        var clock = Stopwatch.StartNew();
        await Figures.ForEachAsync(bodies, together, body => _server.BulkAsync(Index, body));

        await _server.PostAsync($"/{Index}/_refresh");
        return clock.Elapsed;
    }

    public static JsonObject Settings() => new() { ["number_of_shards"] = 1, ["number_of_replicas"] = 0, ["refresh_interval"] = "-1" };

    public static JsonObject Mappings()
    {
        var properties = new JsonObject();
        foreach (var field in new[] { "title", "abstract" })
        {
            properties[field] = new JsonObject { ["type"] = "text", ["analyzer"] = "thai", ["term_vector"] = "with_positions_offsets" };
        }

        foreach (var facet in Facets)
        {
            properties[facet] = new JsonObject { ["type"] = "keyword" };
        }

        return new JsonObject { ["properties"] = properties };
    }

    public static JsonObject Question(string words, bool facets, bool passages)
    {
        var asked = new JsonObject
        {
            ["size"] = 20,
            ["track_total_hits"] = true,
            ["_source"] = false,
            ["query"] = new JsonObject { ["multi_match"] = new JsonObject { ["query"] = words, ["fields"] = new JsonArray("title^3", "abstract"), ["operator"] = "and" } },
        };
        if (facets)
        {
            asked["aggs"] = new JsonObject(Facets.Select(f => KeyValuePair.Create<string, JsonNode?>(f, new JsonObject { ["terms"] = new JsonObject { ["field"] = f, ["size"] = 100 } })));
        }

        if (passages)
        {
            asked["highlight"] = new JsonObject
            {
                ["type"] = "fvh", ["number_of_fragments"] = 1, ["fragment_size"] = 200, ["fields"] = new JsonObject { ["title"] = new JsonObject(), ["abstract"] = new JsonObject() },
            };
        }

        return asked;
    }

    /// <summary>One segment, as both engines of the registry have at rest.</summary>
    public Task SettleAsync() => _server.PostAsync($"/{Index}/_forcemerge?max_num_segments=1");

    /// <summary>One search to the last byte of its answer.</summary>
    public Task<byte[]> SearchAsync(string words, bool facets, bool passages) =>
        _server.PostForBytesAsync(Path, Question(words, facets, passages).ToJsonString());

    /// <exception cref="InvalidDataException">Not the answer of a search.</exception>
    public static void Checked(byte[] answer)
    {
        if (JsonNode.Parse(answer)?["hits"]?["total"]?["value"] is not JsonValue)
        {
            throw new InvalidDataException("A search was answered by something else.");
        }
    }

    public Task ForgetAsync() => _server.ForgetAsync(Index);

    public void Dispose() => _server.Dispose();

    private static string Body((int Index, JsonObject Item)[] batch)
    {
        var lines = new StringBuilder();
        foreach (var (number, study) in batch)
        {
            lines.Append(CultureInfo.InvariantCulture, $$$"""{"index":{"_id":"{{{number}}}"}}""").Append('\n').Append(new JsonObject
            {
                ["title"] = Questions.TextOf(study, "title"), ["abstract"] = Questions.TextOf(study, "abstract"), ["year"] = study["year"]!.ToString(), ["agency"] = (string)study["agency"]!,
                ["kind"] = "study", ["access"] = "open", ["source"] = (string)study["source"]!, ["status"] = "completed",
            }.ToJsonString()).Append('\n');
        }

        return lines.ToString();
    }
}
