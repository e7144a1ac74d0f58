using System.Text;
using System.Text.RegularExpressions;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Tables;

namespace EvidenceRegistry.Formats.Bibliographies;

/// <summary>What one record of Dublin Core says, and the draft it makes.</summary>
/// <param name="element">record, header, dc or error: what it was found as.</param>
internal sealed partial class DublinCore(int line, string element)
{
    private const string Format = "dc";

    private readonly List<(string Name, string Value, string? Language, int Line)> _said = [];
    private readonly StringBuilder _raw = new();
    private long _length;

    public int Line => line;

    public bool Deleted { get; set; }

    public bool HoldsDc { get; set; }

    public bool TooLong { get; private set; }

    public string? ErrorCode { get; init; }

    public string Raw => _raw.ToString().Trim();

    /// <summary>Of the header; of a record without one, the first identifier it names.</summary>
    public string? Identifier => First("identifier") ?? (element == "dc" ? First("dc:identifier") : null);

    /// <param name="continues">More text of the element taken last.</param>
    public void Take(string name, string value, string? language, int at, bool continues, int longest)
    {
        _length += value.Length;
        if (_length > longest)
        {
            TooLong = true;
            return;
        }

        if (_raw.Length < BulkEntry.RawLength)
        {
            _raw.Append(name).Append(": ").Append(value.AsSpan(0, Math.Min(value.Length, BulkEntry.RawLength))).Append('\n');
        }

        // Text of one element may come in pieces (CDATA beside text).
        if (continues)
        {
            _said[^1] = _said[^1] with { Value = _said[^1].Value + value };
        }
        else
        {
            _said.Add((name, value, string.IsNullOrEmpty(language) ? null : language, at));
        }
    }

    public BulkEntry Draft(BulkEntry basis, BulkOptions options)
    {
        var locator = Reference.Place(line);
        var draft = Reference.Sketch(locator);
        var isDataset = _said.Exists(s => s.Name == "dc:type" && s.Value.Trim().Equals("dataset", StringComparison.OrdinalIgnoreCase));
        draft.Set("sourceId", Identifier ?? Reference.DerivedId(First("dc:title"), First("dc:date"), First("dc:creator")), locator);
        foreach (var (name, value, language, at) in _said)
        {
            Put(draft, name, value.Trim(), language, Reference.Place(at));
        }

        return draft.Finish(basis, isDataset ? DraftKind.Dataset : DraftKind.Study, options, Format);
    }

    private static void Put(DraftSketch draft, string name, string value, string? language, string place)
    {
        switch (name)
        {
            case "identifier":
                break;
            case "dc:title" or "dc:description":
                Local(draft, name == "dc:title" ? "title" : "abstract", value, language, place);
                break;
            case "dc:creator":
                Reference.Author(draft, value, place);
                break;
            case "dc:subject":
                foreach (var keyword in value.Split(';'))
                {
                    draft.Add("keywords", keyword, place);
                }

                break;
            case "dc:publisher" when !draft.Has("agency"):
                draft.Set("agency", value, place);
                break;
            case "dc:date" when !draft.Has("year"):
                Reference.Year(draft, value, place, Format, "date");
                break;
            case "dc:language" when !draft.Has("language"):
                draft.Set("language", CellForms.Language(value), place);
                break;
            case "dc:identifier" when !draft.Has("doi") && DoiForm().IsMatch(value):
                draft.Set("doi", value, place);
                break;
            case "dc:identifier" when !draft.Has("url") && value.StartsWith("http", StringComparison.OrdinalIgnoreCase):
                draft.Set("url", value, place);
                break;
            case "dc:rights" when Access(value) is { } access:
                draft.Set("access", access, place);
                break;
            case "dc:rights" when !draft.Has("licence") && value.Length <= DraftLimits.Name:
                draft.Set("licence", value, place);
                break;
            default:
                draft.Aside(Format, name.Replace("dc:", "", StringComparison.Ordinal), value, place);
                break;
        }
    }

    private static void Local(DraftSketch draft, string path, string value, string? language, string place)
    {
        var part = language is null ? null : CellForms.Language(language) is "th" ? "th" : CellForms.Language(language) is "en" ? "en" : null;
        part ??= value.Any(c => c is >= 'ก' and <= '๛') ? "th" : "en";
        if (draft.Has($"{path}.{part}"))
        {
            draft.Aside(Format, path == "title" ? "title" : "description", value, place);
        }
        else
        {
            draft.Set($"{path}.{part}", value, place);
        }
    }

    /// <summary>The words of OpenAIRE and COAR; an embargo without its day is a closed text.</summary>
    private static string? Access(string rights) => rights.Split('/')[^1].Trim() switch
    {
        "openAccess" or "c_abf2" => "open",
        "restrictedAccess" or "c_16ec" or "embargoedAccess" or "c_f1cf" => "restricted",
        "closedAccess" or "c_14cb" => "metadataOnly",
        _ => null,
    };

    private string? First(string name) => _said.Find(s => s.Name == name).Value?.Trim();

    [GeneratedRegex(@"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?10\.[0-9]{4,9}/\S+$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DoiForm();
}
