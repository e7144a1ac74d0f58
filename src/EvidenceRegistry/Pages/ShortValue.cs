using System.Text.Json.Nodes;

namespace EvidenceRegistry.Pages;

/// <summary>Values of a difference, short enough to be read side by side.</summary>
public static class ShortValue
{
    private const int Most = 160;

    public static string Of(JsonNode? value)
    {
        var text = value is null ? "–" : value is JsonValue one && one.TryGetValue<string>(out var words) ? words : value.ToJsonString(Readable);
        return text.Length <= Most ? text : $"{text[..(char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most)]}…";
    }

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
