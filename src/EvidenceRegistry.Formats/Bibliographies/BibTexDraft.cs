using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Tables;

namespace EvidenceRegistry.Formats.Bibliographies;

/// <summary>One BibTeX entry → a draft.</summary>
internal sealed class BibTexDraft(BibTexFields entry, Func<int, string> placeOf, string locator)
{
    private const string Format = "bibtex";

    private readonly Dictionary<string, (string Value, string Place)> _fields = entry.Fields.ToDictionary(f => f.Key, f => (f.Value.Value, $"{placeOf(f.Value.Offset)} ({f.Key})"), StringComparer.Ordinal);

    public DraftSketch Sketch { get; } = Reference.Sketch(locator);

    /// <summary>Fields the entry lacks, from the one it refers to; that one's title is the title of the book (BibTeX's rule).</summary>
    /// <returns>False where there is none.</returns>
    public bool Inherit(BibTexFields? parent)
    {
        foreach (var (name, field) in parent?.Fields ?? [])
        {
            _fields.TryAdd(name, (field.Value, locator));
        }

        if (parent?.Fields.TryGetValue("title", out var title) == true)
        {
            _fields.TryAdd("booktitle", (title.Value, locator));
        }

        return parent is not null;
    }

    public BulkEntry Finish(BulkEntry basis, string type, BulkOptions options)
    {
        Reference.Title(Sketch, Text("title"), Text("titletranslation"), Place("title"));
        foreach (var name in SplitNames(Take("author")?.Value ?? Take("authors")?.Value))
        {
            if (name is not "others")
            {
                Reference.Author(Sketch, name, Place("author"));
            }
        }

        Reference.Year(Sketch, Text("year"), Place("year"), Format, "year");
        if (!Sketch.Has("year"))
        {
            Reference.Year(Sketch, Text("date"), Place("date"), Format, "date");
        }

        foreach (var name in (string[])["institution", "school", "organization", "publisher", "howpublished"])
        {
            if (!Sketch.Has("agency") && _fields.GetValueOrDefault(name).Value is { } value && !value.Contains("\\url", StringComparison.Ordinal) && !value.Contains("://", StringComparison.Ordinal))
            {
                Sketch.Set("agency", Text(name), Place(name));
            }
        }

        Sketch.SetLocal("abstract", Text("abstract"), Place("abstract"));
        foreach (var keyword in SplitList(Take("keywords")?.Value ?? Take("keyword")?.Value))
        {
            Sketch.Add("keywords", keyword, Place("keywords"));
        }

        Sketch.Set("doi", Verbatim("doi")?.Replace("%7B", "{", StringComparison.Ordinal).Replace("%7D", "}", StringComparison.Ordinal).Replace("%5C", "\\", StringComparison.Ordinal), Place("doi"));
        Sketch.Set("url", Verbatim("url"), Place("url"));
        Sketch.Set("language", (Text("language") ?? Text("langid")) is { } language ? CellForms.Language(language) : null, Place("language"));
        Reference.Note(Sketch, Text("note"), Place("note"), Format, "note");
        var isDataset = type is "dataset" or "data" || ColumnNames.Key(Text("type") ?? "") == "dataset";
        Sketch.Set("sourceId", entry.Key.Length > 0 ? entry.Key : Reference.DerivedId(Peek("title"), Peek("year"), Peek("author")), locator);
        Sketch.Aside(Format, "entrytype", type, locator);
        foreach (var (name, (value, place)) in _fields)
        {
            Sketch.Aside(Format, name, LatexText.Plain(value), place);
        }

        return Sketch.Finish(basis, isDataset ? DraftKind.Dataset : DraftKind.Study, options, Format);
    }

    private string? Peek(string name) => entry.Fields.TryGetValue(name, out var field) ? LatexText.Plain(field.Value) : null;

    private string Place(string name) => entry.Fields.TryGetValue(name, out var field) ? $"{placeOf(field.Offset)} ({name})" : locator;

    private (string Value, string Place)? Take(string name) => _fields.Remove(name, out var field) ? field : null;

    private string? Text(string name) => Take(name) is { } field ? Folded(LatexText.Plain(field.Value)) : null;

    /// <summary>Addresses are read as they stand, but for signs that TeX makes people escape.</summary>
    private string? Verbatim(string name) => Take(name) is { } field
        ? Folded(field.Value.Trim().Trim('{', '}').Replace("\\url", "", StringComparison.Ordinal)
            .Replace("\\_", "_", StringComparison.Ordinal).Replace("\\%", "%", StringComparison.Ordinal).Replace("\\&", "&", StringComparison.Ordinal)
            .Replace("\\#", "#", StringComparison.Ordinal).Replace("\\~", "~", StringComparison.Ordinal)).Trim('{', '}')
        : null;

    /// <summary>Lines of a value are one text, its paragraphs apart.</summary>
    private static string Folded(string text) => string.Join('\n', text.Split("\n\n").Select(Citations.Citation.OneLine)).Trim();

    private static List<string> SplitNames(string? tex) => Split(tex, at => at.StartsWith("and", StringComparison.OrdinalIgnoreCase) && at.Length > 3 && char.IsWhiteSpace(at[3]) ? 3 : 0, needsBlank: true);

    private static List<string> SplitList(string? tex) => Split(tex, at => at[0] is ',' or ';' ? 1 : 0, needsBlank: false);

    private delegate int Divider(ReadOnlySpan<char> at);

    /// <summary>Divides outside braces.</summary>
    private static List<string> Split(string? tex, Divider divider, bool needsBlank)
    {
        var (parts, start, depth) = (new List<string>(), 0, 0);
        for (var at = 0; at < (tex?.Length ?? 0); at++)
        {
            depth += tex![at] == '{' ? 1 : tex[at] == '}' ? -1 : 0;
            if (depth == 0 && (!needsBlank || (at > 0 && char.IsWhiteSpace(tex[at - 1]))) && divider(tex.AsSpan(at)) is var length and > 0)
            {
                parts.Add(tex[start..at]);
                start = at + length;
            }
        }

        parts.Add(tex?[start..] ?? "");
        return [.. parts.Select(part => Folded(LatexText.Plain(part))).Where(part => part.Length > 0)];
    }
}
