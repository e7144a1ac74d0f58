using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Citations;
using EvidenceRegistry.Formats.Tables;

namespace EvidenceRegistry.Formats.Bibliographies;

/// <summary>What citation formats have in common on their way to a draft; each says its members by its own names.</summary>
internal static partial class Reference
{
    /// <summary>A draft that keeps what is wrong in fields it can do without.</summary>
    public static DraftSketch Sketch(string locator) => new(locator, lenient: true);

    /// <summary>A year, or the year a date begins with; Buddhist ones by their size. What holds none is set aside.</summary>
    public static void Year(DraftSketch draft, string? text, string place, string format, string name)
    {
        if (string.IsNullOrWhiteSpace(text) || draft.Has("year"))
        {
            return;
        }

        if (DraftSketch.IsEraseMark(text))
        {
            draft.Set("year", text, place);
        }
        else if (CellForms.Year(LeadingYear().Match(text) is { Success: true } match ? match.Value : text, buddhist: false) is { } year)
        {
            draft.Set("year", System.Text.Json.Nodes.JsonValue.Create(year), place, text);
        }
        else
        {
            draft.Warn(BulkProblems.NotAYear, $"{place} $.year", text);
            draft.Aside(format, name, text, place);
        }
    }

    public static void Author(DraftSketch draft, string? name, string place)
    {
        if (name is null || name.Contains(TextEncodings.Undecodable) || DraftSketch.IsEraseMark(name))
        {
            draft.Add("authors", name, place);
        }
        else if (name.Trim() is { Length: > 0 } trimmed)
        {
            draft.Add("authors", new JsonObject { ["name"] = AuthorColumns.Local(trimmed) }, place, trimmed);
        }
    }

    /// <summary>The title, and the same in the other language where the format has a place for it: with both, the first is Thai.</summary>
    public static void Title(DraftSketch draft, string? title, string? translated, string place)
    {
        if (title is not null && translated is not null && !IsThai(title) && !IsThai(translated))
        {
            draft.Set("title.th", title, place);
            draft.Set("title.en", translated, place);
            return;
        }

        draft.SetLocal("title", title, place);
        draft.SetLocal("title", translated, place);
    }

    /// <summary>Notes our own writers make are understood; any other is set aside.</summary>
    public static void Note(DraftSketch draft, string? note, string place, string format, string name)
    {
        foreach (var one in (note ?? "").Split("; ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (one == Citation.SampleNote)
            {
                draft.Set("sample", System.Text.Json.Nodes.JsonValue.Create(true), place);
            }
            else if (one == Citation.RetractedNote || one == Citation.SupersededNote)
            {
                draft.Set("status", one == Citation.RetractedNote ? "retracted" : "superseded", place);
            }
            else
            {
                draft.Aside(format, name, one, place);
            }
        }
    }

    /// <summary>An id for an entry that has none: equal entries get an equal one, so that a second import finds the first.</summary>
    public static string DerivedId(params ReadOnlySpan<string?> parts)
    {
        var text = string.Join('\u001f', parts.ToArray().Select(part => ColumnNames.Key(part ?? "")));
        return "derived-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..20];
    }

    public static string Place(long line) => string.Create(CultureInfo.InvariantCulture, $"line {line}");

    private static bool IsThai(string text) => text.Any(c => c is >= 'ก' and <= '๛');

    [GeneratedRegex(@"(?<![0-9๐-๙])[0-9๐-๙]{4}(?![0-9๐-๙])", RegexOptions.CultureInvariant)]
    private static partial Regex LeadingYear();
}
