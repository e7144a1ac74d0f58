using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>The public research records as studies of one source, English titles and abstracts.</summary>
public static class ArxivRecords
{
    public static IEnumerable<JsonObject> Read(string corpus)
    {
        using var file = File.OpenRead(Path.Combine(corpus, "bulk", "arxiv-30k.tsv.gz"));
        using var text = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var rows = Rows(text).GetEnumerator();
        rows.MoveNext();
        var column = rows.Current.Select((name, at) => (name, at)).ToDictionary(c => c.name, c => c.at, StringComparer.Ordinal);
        while (rows.MoveNext())
        {
            var row = rows.Current;
            if (row.Count == column.Count)
            {
                yield return Study(name => Clean(row[column[name]]));
            }
        }
    }

    private static JsonObject Study(Func<string, string> of)
    {
        var study = new JsonObject
        {
            ["source"] = "arxiv",
            ["sourceId"] = of("arxiv_id"),
            ["title"] = new JsonObject { ["en"] = of("title") },
            ["abstract"] = new JsonObject { ["en"] = of("abstract") },
            ["authors"] = new JsonArray([.. of("author_text").Split(", ", StringSplitOptions.RemoveEmptyEntries).Take(500)
                .Select(name => new JsonObject { ["name"] = new JsonObject { ["en"] = name } })]),
            ["year"] = int.Parse(of("created").AsSpan(0, 4), CultureInfo.InvariantCulture),
            ["agency"] = of("primary_cat"),
            ["keywords"] = new JsonArray([.. of("categories").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(k => JsonValue.Create(k))]),
        };
        if (of("doi") is { Length: > 0 } doi && doi.StartsWith("10.", StringComparison.Ordinal) && !doi.Contains(' ', StringComparison.Ordinal))
        {
            study["doi"] = doi;
        }

        return study;
    }

    private static string Clean(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Tab-separated, fields in quotes may hold tabs, line ends and, escaped by a backslash or doubled, quotes.</summary>
    private static IEnumerable<IReadOnlyList<string>> Rows(TextReader text)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        int next;
        while ((next = text.Read()) >= 0)
        {
            var c = (char)next;
            if (quoted)
            {
                if (c != '"')
                {
                    field.Append(c);
                }
                else if (text.Peek() == '"')
                {
                    field.Append((char)text.Read());
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"' && field.Length == 0)
            {
                quoted = true;
            }
            else if (c is '\t' or '\n')
            {
                row.Add(field.ToString());
                field.Clear();
                if (c == '\n')
                {
                    yield return row;
                    row = [];
                }
            }
            else if (c != '\r')
            {
                field.Append(c);
            }
        }
    }
}
