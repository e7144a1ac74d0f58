using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EvidenceRegistry.Formats.Drafts;

/// <summary>One spelling for equal content, and its SHA-256: an equal hash means that nothing was said anew.</summary>
public static class DraftHash
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Members in the order of their names (by UTF-16 unit), nothing for null, no blanks.</summary>
    public static string Canonical(RecordContent content) => Encoding.UTF8.GetString(Bytes(content).Span);

    /// <summary>Lower-case hexadecimal.</summary>
    public static string Of(RecordContent content) => Convert.ToHexStringLower(SHA256.HashData(Bytes(content).Span));

    private static ReadOnlyMemory<byte> Bytes(RecordContent content)
    {
        using var said = JsonSerializer.SerializeToDocument(content, Options);
        var bytes = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(bytes, Plain))
        {
            Write(said.RootElement, writer);
        }

        return bytes.WrittenMemory;
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                // No name stands twice: a serializer wrote them. Each is taken out of the document once.
                var (names, values) = (new string[element.GetPropertyCount()], new JsonElement[element.GetPropertyCount()]);
                var at = 0;
                foreach (var member in element.EnumerateObject())
                {
                    (names[at], values[at++]) = (member.Name, member.Value);
                }

                Array.Sort(names, values, StringComparer.Ordinal);
                for (at = 0; at < names.Length; at++)
                {
                    writer.WritePropertyName(names[at]);
                    Write(values[at], writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var entry in element.EnumerateArray())
                {
                    Write(entry, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                // As it stands: 1.0 and 1 are told apart, as they are when shown.
                writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
