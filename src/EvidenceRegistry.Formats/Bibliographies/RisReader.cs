using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Bibliographies;

/// <summary>
/// RIS in the dialects programs write: EndNote, Zotero, Scopus, journals on OJS. A record begins with TY and ends with ER; where one
/// of them is missing, the other, or the end of the file, serves, and a warning says so. Lines without a tag continue the one before;
/// outside a record they are the program's own words and say nothing.
/// </summary>
internal sealed partial class RisReader(BulkOptions options)
{
    private sealed class Found(long line)
    {
        public long Line { get; } = line;

        public List<(string Tag, string Value, long Line)> Tags { get; } = [];

        public StringBuilder Raw { get; } = new();

        public List<DraftProblem> Problems { get; } = [];

        public long Length { get; set; }

        /// <summary>Lines that continue the last tag, gathered until the next.</summary>
        public StringBuilder More { get; } = new();

        public void Join()
        {
            if (More.Length > 0)
            {
                Tags[^1] = Tags[^1] with { Value = Tags[^1].Value + More };
                More.Clear();
            }
        }
    }

    public IEnumerable<FoundEntry> Read(Stream stream)
    {
        using var text = SourceText.Text(stream, options);
        Found? open = null;
        foreach (var line in TextLines.Read(text, options.LongestEntry))
        {
            var (tag, value) = Tagged(line.Text);
            // Types one after the other are one record that is several things at once.
            if (tag == "TY" && open?.Tags.Exists(known => known.Tag != "TY") == true)
            {
                open.Problems.Add(new DraftProblem(BulkProblems.MissingEnd, Reference.Place(line.Number), "TY", Refuses: false));
                var closed = open;
                yield return new(ordinal => Entry(ordinal, closed));
                open = null;
            }

            if (tag == "ER")
            {
                if (open is { Tags.Count: > 0 } closed)
                {
                    yield return new(ordinal => Entry(ordinal, closed));
                }

                open = null;
                continue;
            }

            if (tag is not null && open is null)
            {
                open = new Found(line.Number);
                if (tag != "TY")
                {
                    open.Problems.Add(new DraftProblem(BulkProblems.MissingType, Reference.Place(line.Number), null, Refuses: false));
                }
            }

            if (open is not null)
            {
                Take(open, tag, value, line);
            }
        }

        if (open is { Tags.Count: > 0 } last)
        {
            last.Problems.Add(new DraftProblem(BulkProblems.MissingEnd, Reference.Place(last.Tags[^1].Line), null, Refuses: false));
            yield return new(ordinal => Entry(ordinal, last));
        }
    }

    private void Take(Found open, string? tag, string value, TextLine line)
    {
        open.Length += line.Text.Length;
        if (open.Raw.Length < BulkEntry.RawLength)
        {
            open.Raw.Append(line.Text.AsSpan(0, Math.Min(line.Text.Length, BulkEntry.RawLength))).Append('\n');
        }

        if (line.TooLong || open.Length > options.LongestEntry)
        {
            if (!open.Problems.Exists(problem => problem.Code == BulkProblems.EntryTooLong))
            {
                open.Problems.Add(new DraftProblem(BulkProblems.EntryTooLong, Reference.Place(line.Number)) { Details = [options.LongestEntry.ToString(CultureInfo.InvariantCulture)] });
            }

            return;
        }

        if (tag is not null)
        {
            open.Join();
            open.Tags.Add((tag, value, line.Number));
        }
        else if (!string.IsNullOrWhiteSpace(line.Text) && open.Tags.Count > 0)
        {
            open.More.Append(open.More.Length > 0 || open.Tags[^1].Value.Length > 0 ? "\n" : "").Append(line.Text.Trim());
        }
    }

    private BulkEntry Entry(long ordinal, Found found)
    {
        found.Join();
        var locator = Reference.Place(found.Line);
        var draft = Reference.Sketch(locator);
        var title = First(found, "TI", "T1", "CT", "BT");
        Reference.Title(draft, title?.Value, First(found, "TT")?.Value, Reference.Place(title?.Line ?? found.Line));
        var agency = First(found, "PB", "AD", "C1");
        foreach (var (tag, value, line) in found.Tags)
        {
            Put(draft, tag, value, Reference.Place(line), isAgency: agency?.Line == line);
        }

        foreach (var tag in (string[])["PY", "Y1", "DA"])
        {
            if (First(found, tag) is { } year)
            {
                Reference.Year(draft, year.Value, Reference.Place(year.Line), "ris", tag);
            }
        }

        var id = First(found, "ID", "AN", "DO");
        var author = First(found, "AU", "A1");
        draft.Set("sourceId", id?.Value ?? Reference.DerivedId(title?.Value, First(found, "PY", "Y1")?.Value, author?.Value), Reference.Place(id?.Line ?? found.Line));
        var kind = First(found, "TY")?.Value.ToUpperInvariant() is "DATA" or "AGGR" ? DraftKind.Dataset : DraftKind.Study;
        var basis = new BulkEntry { Ordinal = ordinal, Line = found.Line, Locator = locator, Layer = LayerRule.KeepsWhatIsKnown, Raw = BulkReaders.Raw(found.Raw.ToString().TrimEnd()) };
        var entry = draft.Finish(basis, kind, options, "ris");
        return entry with { Problems = [.. found.Problems, .. entry.Problems] };
    }

    private static void Put(DraftSketch draft, string tag, string value, string place, bool isAgency)
    {
        switch (tag)
        {
            case "TI" or "T1" or "CT" or "BT" or "TT" or "ID" or "PY" or "Y1":
                break;
            case "AU" or "A1":
                Reference.Author(draft, value, place);
                break;
            case "AB" or "N2":
                draft.SetLocal("abstract", value, place);
                break;
            case "KW":
                foreach (var keyword in value.Split('\n'))
                {
                    draft.Add("keywords", keyword, place);
                }

                break;
            case "DO" when !draft.Has("doi"):
                draft.Set("doi", value, place);
                break;
            case "UR" when !draft.Has("url"):
                draft.Set("url", value.Split('\n')[0], place);
                break;
            case "LA":
                draft.Set("language", Tables.CellForms.Language(value), place);
                break;
            case "N1":
                Reference.Note(draft, value, place, "ris", tag);
                break;
            case "L1" when !value.Contains("://", StringComparison.Ordinal) && FileNames.Take(LastName(value)) is { } name:
                draft.Add("files", new System.Text.Json.Nodes.JsonObject { ["name"] = name }, place, value);
                break;
            default:
                if (isAgency)
                {
                    draft.Set("agency", value.Replace('\n', ' '), place);
                }
                else
                {
                    draft.Aside("ris", tag, value, place);
                }

                break;
        }
    }

    // EndNote and Zotero give the path a file had on the machine it came from.
    private static string LastName(string path) => path[(path.LastIndexOfAny(['/', '\\', ':']) + 1)..].Trim();

    private static (string Value, long Line)? First(Found found, params ReadOnlySpan<string> tags)
    {
        foreach (var tag in tags)
        {
            foreach (var (known, value, line) in found.Tags)
            {
                if (known == tag && value.Length > 0)
                {
                    return (value, line);
                }
            }
        }

        return null;
    }

    private static (string? Tag, string Value) Tagged(string line) =>
        TagLine().Match(line) is { Success: true } match ? (match.Groups["tag"].Value, match.Groups["value"].Value.Trim()) : (null, "");

    // Two blanks, a dash, a blank by the letter; one blank, and none at the end of a line, by what programs write.
    [GeneratedRegex(@"^\s?(?<tag>[A-Z][A-Z0-9])\s{1,2}-(?:\s(?<value>.*))?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex TagLine();
}
