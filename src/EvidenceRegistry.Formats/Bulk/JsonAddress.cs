using System.Text;
using System.Text.Json;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Bulk;

/// <summary>Whose record a line of the registry's own JSON speaks of, found without reading the rest.</summary>
internal static class JsonAddress
{
    /// <summary>Null where the line does not say, or not in the plain way nearly all do: it has to be read.</summary>
    /// <param name="defaultSource">Of a line that names none.</param>
    public static DraftAddress? Of(ReadOnlySpan<byte> line, string? defaultSource)
    {
        line = line.StartsWith(Encoding.UTF8.Preamble) ? line[Encoding.UTF8.Preamble.Length..] : line;
        var (source, sourceId) = ((string?)null, (string?)null);
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while ((source is null || sourceId is null) && json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var (isSource, isId) = (json.ValueTextEquals("source"u8), json.ValueTextEquals("sourceId"u8));
                json.Read();
                if ((isSource || isId) && json.TokenType != JsonTokenType.String)
                {
                    return null;
                }

                (source, sourceId) = isSource ? (json.GetString()!.Trim(), sourceId) : isId ? (source, json.GetString()!.Trim()) : (source, sourceId);
                json.Skip();
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Broken JSON, or a name that is no text: whoever reads the line will say so with its place.
            return null;
        }

        source ??= defaultSource;
        return source is { Length: > 0 } && sourceId is { Length: > 0 } ? new DraftAddress(source, sourceId) : null;
    }
}
