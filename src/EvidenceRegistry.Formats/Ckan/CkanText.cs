using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Ckan;

/// <summary>Texts and trees of a portal's answer in a form that a database and an index can hold. Never throws, never drops a value.</summary>
public static class CkanText
{
    /// <summary>
    /// The text of a JSON string. NUL and control characters are taken out; escapes that make no Unicode text (half a surrogate pair)
    /// are left as they were written.
    /// </summary>
    public static string Of(JsonElement text) => Clean(Written(text));

    /// <summary>The tree without nulls, empty texts, empty lists and empty objects, which say nothing; null where nothing remains.</summary>
    public static JsonNode? Tree(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return Of(value) is { Length: > 0 } text ? System.Text.Json.Nodes.JsonValue.Create(text) : null;
            case JsonValueKind.Array:
                var list = new JsonArray();
                foreach (var entry in value.EnumerateArray())
                {
                    if (Tree(entry) is { } node)
                    {
                        list.Add(node);
                    }
                }

                return list.Count == 0 ? null : list;
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in value.EnumerateObject())
                {
                    Put(members, JsonText.TryName(member, out var name) ? name : null, Tree(member.Value));
                }

                return members.Count == 0 ? null : members;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            case JsonValueKind.True or JsonValueKind.False:
                return System.Text.Json.Nodes.JsonValue.Create(value.GetBoolean());
            case JsonValueKind.Number when value.TryGetInt64(out var whole) && IsPlain(value):
                return System.Text.Json.Nodes.JsonValue.Create(whole);
            default:
                // A number is kept by its own letters, whatever its size.
                return JsonNode.Parse(value.GetRawText());
        }
    }

    /// <param name="name">Null where it is no Unicode text.</param>
    public static void Put(JsonObject members, string? name, JsonNode? node)
    {
        if (node is not null)
        {
            members[name is null ? "\ufffd" : Clean(name)] = node;
        }
    }

    /// <summary>True where a character was taken out.</summary>
    public static bool Mended(JsonElement text) => JsonMarshal.GetRawUtf8Value(text).Contains((byte)'\\') && Written(text).AsSpan().ContainsAnyInRange('\0', '\u001f') && Written(text).Any(IsControl);

    /// <summary>Digits alone (not 1e3, not -0): written again they are the same letters.</summary>
    private static bool IsPlain(JsonElement number)
    {
        var letters = JsonMarshal.GetRawUtf8Value(number);
        return !letters.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static string Written(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // The only way System.Text.Json says that the escapes of a text make no Unicode text.
            return text.GetRawText().Trim('"');
        }
    }

    private static bool IsControl(char one) => one is < ' ' and not ('\t' or '\n' or '\r') or '\u007f' or '\ufffe' or '\uffff';

    private static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.AsSpan().ContainsAny('\u007f', '\ufffe', '\uffff'))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var one in text.Where(one => !IsControl(one)))
        {
            clean.Append(one);
        }

        return clean.ToString();
    }
}
