using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Bulk;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>Authors of one row, from columns that go in step: the second affiliation is the second author's; one alone is everybody's.</summary>
internal sealed class AuthorColumns
{
    private readonly Dictionary<string, (string[] Entries, string Place)> _columns = new(StringComparer.Ordinal);

    public void Take(string field, string[] entries, string place) => _columns[field] = (entries, place);

    public void Give(DraftSketch sketch)
    {
        if (_columns.Count == 0)
        {
            return;
        }

        var count = _columns.Where(column => column.Key is "authors" or "authors.en").Select(column => column.Value.Entries.Length).DefaultIfEmpty(0).Max();
        for (var at = 0; at < count; at++)
        {
            var name = Local(Entry("authors", at) ?? "");
            if (Entry("authors.en", at) is { Length: > 0 } english)
            {
                name["en"] = english;
            }

            if (name.Count == 0)
            {
                continue;
            }

            var author = new JsonObject { ["name"] = name };
            Give(author, "affiliation", "authors.affiliation");
            Give(author, "orcid", "authors.orcid");
            sketch.Add("authors", author, _columns.GetValueOrDefault("authors", _columns.GetValueOrDefault("authors.en")).Place, Entry("authors", at));

            void Give(JsonObject to, string member, string field)
            {
                if (Entry(field, at) is { Length: > 0 } text)
                {
                    to[member] = text;
                }
            }
        }
    }

    /// <summary>Thai where it holds Thai letters, English else; nothing for no text.</summary>
    public static JsonObject Local(string text) =>
        text.Length == 0 ? [] : new JsonObject { [text.Any(c => c is >= 'ก' and <= '๛') ? "th" : "en"] = Pdf.StorableText.From(text) };

    private string? Entry(string field, int at) =>
        !_columns.TryGetValue(field, out var column) ? null
        : at < column.Entries.Length ? column.Entries[at]
        : field == "authors.affiliation" && column.Entries.Length == 1 ? column.Entries[0]
        : null;
}
