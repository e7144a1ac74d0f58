using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// The records of one moment, kept by the server (a point in time), and the pages as they are now: page documents never change, they only
/// come and go. Or the pages of one moment, where they are paged through.
/// </summary>
internal sealed class ElasticView
{
    private readonly ElasticClient _client;
    private readonly TimeSpan _keep;

    private ElasticView(ElasticClient client, ElasticNames names, string id, TimeSpan keep) => (_client, Names, Id, _keep) = (client, names, id, keep);

    public ElasticNames Names { get; }

    /// <summary>The name the server gave the moment.</summary>
    public string Id { get; }

    /// <param name="index">What is kept: records or pages.</param>
    public static async Task<ElasticView> OpenAsync(ElasticClient client, ElasticNames names, string index, TimeSpan keep, CancellationToken cancel)
    {
        JsonElement answer = (await client.PostAsync($"{index}/_pit?keep_alive={Seconds(keep)}", null, cancel)).Taken();
        return new ElasticView(client, names, answer.GetProperty("id").GetString()!, keep);
    }

    public static ElasticView Again(ElasticClient client, ElasticNames names, string id, TimeSpan keep) => new(client, names, id, keep);

    /// <summary>Tells the server that the moment is needed no longer. What it is not told, being away, it forgets in its time.</summary>
    public async Task LetGoAsync()
    {
        try
        {
            await _client.DeleteAsync("_pit", new JsonObject { ["id"] = Id }, CancellationToken.None);
        }
        catch (Exception away) when (away is IndexUnavailableException or ObjectDisposedException)
        {
            // In its time, then.
        }
    }

    /// <exception cref="ViewGoneException">The server keeps that moment no longer.</exception>
    public async Task<JsonElement> KeptAsync(JsonObject body, CancellationToken cancel)
    {
        body["pit"] = new JsonObject { ["id"] = Id, ["keep_alive"] = Seconds(_keep) };
        return Whole(await _client.AskViewAsync("_search?include_named_queries_score=true", body, cancel));
    }

    public async Task<JsonElement> PagesAsync(JsonObject body, CancellationToken cancel) =>
        Whole(await _client.PostAsync($"{Names.Pages}/_search", body, cancel));

    private static JsonElement Whole(ElasticAnswer answer)
    {
        if (answer.IsViewGone)
        {
            throw new ViewGoneException(answer.Problem);
        }

        JsonElement body = answer.Taken();
        return body.GetProperty("_shards").GetProperty("failed").GetInt32() == 0
            ? body
            : throw new IndexUnavailableException("The search server answered from a part of the index only.");
    }

    private static string Seconds(TimeSpan span) => FormattableString.Invariant($"{(long)Math.Ceiling(span.TotalSeconds)}s");
}

/// <summary>A moment is kept no longer: a cursor that stands on it is over; whoever has none may ask again.</summary>
internal sealed class ViewGoneException(string message) : Exception(message)
{
    public IndexUnavailableException WithoutCursor() => new($"The search server lost the moment it was asked about: {Message}", this);
}
