using System.Text.Json;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>One answer of the server, read.</summary>
/// <param name="Status">HTTP status; 0 where no node answered.</param>
/// <param name="Body">Undefined where the answer was not JSON.</param>
/// <param name="RetryAfter">What the server asked to wait.</param>
/// <param name="Problem">The server's own words on what went wrong, or the transport's.</param>
internal sealed record ElasticAnswer(int Status, JsonElement Body, TimeSpan? RetryAfter, string Problem)
{
    private const int LongestProblem = 500;
    private const string NoShard = "no_shard_available_action_exception";

    public bool IsFound => Status is >= 200 and < 300;

    /// <summary>Worth trying again a little later.</summary>
    public bool IsBusy => !IsViewGone && Status is (429 or 502 or 503 or 504);

    /// <summary>A moment that the server was to keep was asked (a point in time).</summary>
    public bool IsOfView { get; init; }

    /// <summary>
    /// The server has that moment no longer: it says so, or no shard that could answer for it is left (its index was removed, its node is gone with it).
    /// </summary>
    public bool IsViewGone => IsOfView && (Status == 404 ? Body.ValueKind == JsonValueKind.Object : Status == 503 && Cause == NoShard);

    /// <summary>
    /// The connection ended before an answer: a kept one may have been closed by the other side for long. Everything the registry asks may
    /// be asked twice (writes carry their version).
    /// </summary>
    public bool IsCut { get; init; }

    /// <summary>Sent in parts it may be taken. Elasticsearch says so without a word, a proxy with a page.</summary>
    public bool IsTooLarge => Status == 413;

    /// <summary>No answer that means anything: nobody there, a proxy's page, refused access, a failure of the server.</summary>
    public bool IsAway => !IsViewGone && !IsTooLarge && (Status is 0 or 401 or 403 or 429 or >= 500 || Body.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array));

    /// <summary>The server's kind of error; empty where there is none.</summary>
    public string Error => Failure is { } error && error.TryGetProperty("type", out JsonElement type) ? type.GetString() ?? "" : "";

    /// <summary>The kind of what lies beneath the error; empty where there is none.</summary>
    private string Cause => Failure is { } error && error.TryGetProperty("root_cause", out JsonElement causes) && causes.GetArrayLength() > 0 && causes[0].TryGetProperty("type", out JsonElement type)
        ? type.GetString() ?? ""
        : "";

    private JsonElement? Failure => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.Object ? error : null;

    public static ElasticAnswer Of(int status, byte[]? body, TimeSpan? retryAfter, string? problem)
    {
        JsonElement read = default;
        if (body is { Length: > 0 })
        {
            try
            {
                // Not given back: whoever reads the answer keeps it, and the body is its own.
                read = JsonDocument.Parse(body).RootElement;
            }
            catch (JsonException unreadable)
            {
                problem ??= $"an answer that is not JSON ({unreadable.Message})";
            }
        }

        return new ElasticAnswer(status, read, retryAfter, ProblemOf(read) ?? problem ?? $"status {status}");
    }

    /// <summary>The body, where the request was taken.</summary>
    /// <exception cref="IndexUnavailableException">It was not.</exception>
    public JsonElement Taken() => IsFound ? Body : throw new IndexUnavailableException($"The search server refused a request ({Status}): {Problem}");

    /// <summary>The server's reason, of the first shard where shards failed.</summary>
    private static string? ProblemOf(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("error", out JsonElement error))
        {
            return null;
        }

        if (error.ValueKind != JsonValueKind.Object)
        {
            return Short(error.ToString());
        }

        JsonElement cause = error.TryGetProperty("root_cause", out JsonElement causes) && causes.GetArrayLength() > 0 ? causes[0] : error;
        return Short(cause.TryGetProperty("reason", out JsonElement reason) ? reason.GetString() ?? "" : cause.ToString());
    }

    private static string Short(string text) => text.Length <= LongestProblem ? text : text[..LongestProblem];
}
