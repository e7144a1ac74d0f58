using System.Globalization;
using System.Text;
using System.Text.Json;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Tables;

namespace EvidenceRegistry.Formats.Bibliographies;

/// <summary>CSL-JSON as reference managers write it. An item's <c>id</c> is its source id; it keeps what is known, since it has no place for most of a study.</summary>
internal sealed class CslReader(BulkOptions options)
{
    private const string Format = "csl";

    public IEnumerable<FoundEntry> Read(Stream stream)
    {
        foreach (var item in CslItems.Read(SourceText.Utf8(stream, options), options.LongestEntry))
        {
            yield return new(ordinal => Entry(ordinal, item));
        }
    }

    private BulkEntry Entry(long ordinal, CslItem item)
    {
        var locator = Reference.Place(item.Line);
        var basis = new BulkEntry { Ordinal = ordinal, Line = item.Line, Locator = locator, Layer = LayerRule.KeepsWhatIsKnown, Raw = BulkReaders.Raw(item.Json.Span) };
        if (item.TooLong)
        {
            return basis with { Problems = [new DraftProblem(BulkProblems.EntryTooLong, locator) { Details = [options.LongestEntry.ToString(CultureInfo.InvariantCulture)] }] };
        }

        try
        {
            using var json = JsonDocument.Parse(item.Json);
            return Draft(basis, json.RootElement, locator);
        }
        catch (JsonException broken)
        {
            var line = (item.Line + (broken.LineNumber ?? 0)).ToString(CultureInfo.InvariantCulture);
            var column = ((broken.BytePositionInLine ?? 0) + (broken.LineNumber > 0 ? 1 : item.Column)).ToString(CultureInfo.InvariantCulture);
            return basis with { Problems = [new DraftProblem(ProblemCodes.NotJson, $"line {line} column {column}") { Details = [line, column] }] };
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json's word for half a surrogate pair and for bytes that are no UTF-8.
            return basis with { Problems = [new DraftProblem(BulkProblems.WrongEncoding, locator)] };
        }
    }

    private BulkEntry Draft(BulkEntry basis, JsonElement item, string locator)
    {
        var draft = Reference.Sketch(locator);
        string? title = null, firstAuthor = null, id = null;
        foreach (var member in item.EnumerateObject())
        {
            var (value, place) = (member.Value, $"{locator} ({member.Name})");
            switch (member.Name)
            {
                case "id":
                    id = Text(value);
                    break;
                case "type":
                    break;
                case "title":
                    draft.SetLocal("title", title = Text(value), place);
                    break;
                case "author" when value.ValueKind == JsonValueKind.Array:
                    foreach (var author in value.EnumerateArray().Select(Name))
                    {
                        firstAuthor ??= author;
                        Reference.Author(draft, author, place);
                    }

                    break;
                case "issued":
                    Reference.Year(draft, Year(value), place, Format, "issued");
                    break;
                case "publisher":
                    draft.Set("agency", Text(value), place);
                    break;
                case "abstract":
                    draft.SetLocal("abstract", Text(value), place);
                    break;
                case "keyword":
                    Keywords(draft, Text(value), place);
                    break;
                case "language":
                    draft.Set("language", Text(value) is { } language ? CellForms.Language(language) : null, place);
                    break;
                case "DOI":
                    draft.Set("doi", Text(value), place);
                    break;
                case "URL":
                    draft.Set("url", Text(value), place);
                    break;
                case "note":
                    Reference.Note(draft, Text(value), place, Format, "note");
                    break;
                default:
                    draft.Aside(Format, member.Name, value.ValueKind == JsonValueKind.String ? Text(value) : value.GetRawText(), place);
                    break;
            }
        }

        draft.Set("sourceId", id ?? Reference.DerivedId(title, item.TryGetProperty("issued", out var issued) ? Year(issued) : null, firstAuthor), locator);
        var isDataset = item.TryGetProperty("type", out var type) && Text(type) == "dataset";
        draft.Aside(Format, "type", item.TryGetProperty("type", out type) ? Text(type) : null, locator);
        return draft.Finish(basis, isDataset ? DraftKind.Dataset : DraftKind.Study, options, Format);
    }

    private static void Keywords(DraftSketch draft, string? text, string place)
    {
        foreach (var keyword in (text ?? "").Split(text?.Contains(';', StringComparison.Ordinal) == true ? ';' : ','))
        {
            draft.Add("keywords", keyword, place);
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>As it is spoken: given name, particle, family name; a literal as it stands.</summary>
    private static string Name(JsonElement author)
    {
        if (author.ValueKind != JsonValueKind.Object)
        {
            return Text(author) ?? "";
        }

        var name = new StringBuilder(Part("literal"));
        foreach (var part in (string[])["given", "dropping-particle", "non-dropping-particle", "family", "suffix"])
        {
            name.Append(name.Length > 0 && Part(part) is { Length: > 0 } ? " " : "").Append(Part(part));
        }

        return name.ToString();

        string? Part(string member) => author.TryGetProperty(member, out var text) ? Text(text) : null;
    }

    private static string? Year(JsonElement date)
    {
        if (date.ValueKind != JsonValueKind.Object)
        {
            return Text(date);
        }

        if (date.TryGetProperty("date-parts", out var parts) && parts.ValueKind == JsonValueKind.Array && parts.GetArrayLength() > 0
            && parts[0].ValueKind == JsonValueKind.Array && parts[0].GetArrayLength() > 0)
        {
            return Text(parts[0][0]);
        }

        return date.TryGetProperty("raw", out var raw) ? Text(raw) : date.TryGetProperty("literal", out var literal) ? Text(literal) : null;
    }
}
