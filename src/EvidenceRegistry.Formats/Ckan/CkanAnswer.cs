using System.Text.Json;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Ckan;

/// <summary>What the envelope of an action's answer says.</summary>
public enum CkanSense
{
    /// <summary>success: true, with a result.</summary>
    Result,

    /// <summary>success: false because there is no such thing (404), or it may not be seen (403).</summary>
    NotThere,

    /// <summary>success: false for another reason, or an error where a result was to stand.</summary>
    Error,

    /// <summary>No JSON of that shape: cut, HTML, another program.</summary>
    Unreadable,
}

/// <summary>An answer of CKAN's action API (docs.ckan.org, API guide): <c>{"success", "result", "error"}</c>.</summary>
/// <param name="message">In the portal's words; null where it says nothing.</param>
public sealed class CkanAnswer(JsonDocument? document, CkanSense sense, JsonElement result, string? message) : IDisposable
{
    public CkanSense Sense => sense;

    public JsonElement Result => result;

    public string? Message => message;

    /// <summary>Never throws. The answer owns the bytes' parse until it is disposed.</summary>
    public static CkanAnswer Read(ReadOnlyMemory<byte> utf8)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8.Span.StartsWith(System.Text.Encoding.UTF8.Preamble) ? utf8[3..] : utf8);
        }
        catch (JsonException broken)
        {
            return new CkanAnswer(null, CkanSense.Unreadable, default, broken.Message);
        }

        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("success", out var success))
        {
            return new CkanAnswer(document, CkanSense.Unreadable, default, "no success member");
        }

        if (success.ValueKind == JsonValueKind.True && root.TryGetProperty("result", out var result))
        {
            return new CkanAnswer(document, CkanSense.Result, result, null);
        }

        var (type, message) = root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object
            ? (TextOf(error, "__type"), TextOf(error, "message")) : (null, null);
        return new CkanAnswer(document, type is "Not Found Error" or "Authorization Error" ? CkanSense.NotThere : CkanSense.Error, default, message ?? type);
    }

    public void Dispose() => document?.Dispose();

    private static string? TextOf(JsonElement error, string member) =>
        error.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String ? CkanText.Of(text) : null;
}

/// <summary>A page of <c>package_search</c>: the whole count and the datasets on it.</summary>
public sealed record CkanPage(long Count, IReadOnlyList<JsonElement> Results)
{
    /// <summary>Null where the result is no such page.</summary>
    public static CkanPage? Of(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object
        && result.TryGetProperty("count", out var count) && count.ValueKind == JsonValueKind.Number && count.TryGetInt64(out var total)
        && result.TryGetProperty("results", out var results) && results.ValueKind == JsonValueKind.Array
            ? new CkanPage(total, [.. results.EnumerateArray()]) : null;
}

/// <summary>What a gathering needs of a dataset.</summary>
public sealed record CkanStamp(string Id, string Name, string Modified)
{
    public static CkanStamp? Of(JsonElement dataset)
    {
        if (dataset.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var id = Text("id") ?? Text("name");
        return id is { Length: > 0 and <= DraftLimits.SourceId } ? new CkanStamp(id, Text("name") ?? id, Text("metadata_modified") ?? "") : null;

        string? Text(string member) => dataset.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String ? CkanText.Of(text) : null;
    }
}
