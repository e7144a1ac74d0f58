using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Tests.Searching;

/// <summary>
/// Texts as documents, and questions to them: the registry's own samples as it gives them to an index, every tenth of the news texts, and the passages of XQuAD-th
/// with their questions.
/// </summary>
internal sealed class ParityCorpus
{
    private const int OfPublicTexts = 500;
    private const int PageLetters = 1500;

    private static readonly string[] Statuses = ["claimed", "confirmed", "proposed"];

    private ParityCorpus(IReadOnlyList<IndexDocument> documents, IReadOnlyList<ParityQuestion> asked, int samples) => (Documents, Asked, Samples) = (documents, asked, samples);

    public IReadOnlyList<IndexDocument> Documents { get; }

    public IReadOnlyList<ParityQuestion> Asked { get; }

    /// <summary>Those of the documents that are samples.</summary>
    public int Samples { get; }

    /// <param name="folder">Where the public inputs lie.</param>
    public static async Task<ParityCorpus> ReadAsync(string folder)
    {
        var samples = await ParitySamples.DocumentsAsync();
        var documents = new List<IndexDocument>(samples);
        var titles = new List<string>();
        foreach (var (number, news) in News(Path.Combine(folder, "bulk", "thaigov-10k.jsonl.gz")).Index())
        {
            var title = Text(news["title"]);
            var body = Text(news["body"]);
            titles.Add(title);
            documents.Add(Document(string.Create(CultureInfo.InvariantCulture, $"n{number:D5}"), number, title, number % 2 == 0 ? body[..Math.Min(body.Length, PageLetters)] : "", number % 2 == 0 ? "" : body));
        }

        var asked = new List<ParityQuestion>();
        using var xquad = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "thai-text", "xquad.th.json")));
        var passage = 0;
        foreach (var paragraph in xquad.RootElement.GetProperty("data").EnumerateArray().SelectMany(article => article.GetProperty("paragraphs").EnumerateArray()))
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"x{passage:D4}");
            documents.Add(Document(id, passage, $"ย่อหน้า {passage}", "", paragraph.GetProperty("context").GetString()!));
            asked.AddRange(paragraph.GetProperty("qas").EnumerateArray().Select(one => new ParityQuestion(Words(one.GetProperty("question").GetString()!), id)));
            passage++;
        }

        ParityQuestion[] some = [.. asked.Where((_, at) => at % 5 == 0).Take(OfPublicTexts / 2)];
        return new ParityCorpus(documents, [.. some, .. OfTitles(titles).Take(OfPublicTexts - some.Length), .. ParitySamples.Questions(samples)], samples.Count);
    }

    public static SearchRequest Words(string typed) => new() { Query = QueryParser.Parse(typed, 10_000), Rights = ReadingRights.Open };

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Facet(string name, params string[] values) =>
        new Dictionary<string, IReadOnlyList<string>> { [name] = values };

    /// <summary>Pieces of titles in turn as words, as a quotation, under filters, and in other orders.</summary>
    private static IEnumerable<ParityQuestion> OfTitles(List<string> titles)
    {
        for (var at = 0; ; at++)
        {
            var title = titles[at * 3 % titles.Count];
            var piece = title[..Math.Min(title.Length, 12 + (at % 20))].Trim();
            var words = Words(piece);
            yield return new ParityQuestion((at % 7) switch
            {
                0 => Words($"\"{piece}\""),
                1 => words with { Filters = Facet(FacetNames.Agency, "a1", "a3") },
                2 => words with { Filters = Facet(FacetNames.Target, "11"), TagStatuses = Statuses },
                3 => words with { Sort = SearchSort.Newest, YearFrom = 2019 },
                4 => words with { Sort = SearchSort.Title, Filters = Facet(FacetNames.Area, "R2") },
                5 => words with { RaisedAreas = ["R1"], ThisYear = 2026 },
                _ => words with { Filters = new Dictionary<string, IReadOnlyList<string>> { [FacetNames.Year] = ["2020", "2021"], [FacetNames.Kind] = ["study"] } },
            } with { Facets = true }, null);
        }
    }

    private static IndexDocument Document(string id, int number, string title, string summary, string paged) => new()
    {
        Id = id,
        Revision = 1,
        Kind = number % 3 == 0 ? "dataset" : "study",
        Texts = summary.Length == 0 ? [new FieldText(TextField.Title, title)] : [new FieldText(TextField.Title, title), new FieldText(TextField.Abstract, summary)],
        SortTitle = title,
        Year = number % 11 == 0 ? null : 2015 + (number % 10),
        ChangedAt = number * 7919 % 1000,
        Pages = [.. paged.Chunk(PageLetters).Select((page, at) => new PageText("file", at + 1, new string(page), TextClass.Open, []))],
        PagesHash = id,
        Facets = new Dictionary<string, IReadOnlyList<string>>
        {
            [FacetNames.Agency] = [string.Create(CultureInfo.InvariantCulture, $"a{number % 5}")],
            [FacetNames.Area] = ["TH", string.Create(CultureInfo.InvariantCulture, $"R{1 + (number % 6)}")],
        },
        Tags = [new TagValues(FacetNames.Target, Statuses[number % 3], [string.Create(CultureInfo.InvariantCulture, $"{11 + (number % 4)}")])],
    };

    private static IEnumerable<JsonNode> News(string path)
    {
        using var file = File.OpenRead(path);
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        for (var line = 0; lines.ReadLine() is { } text; line++)
        {
            if (line % 10 == 0)
            {
                yield return JsonNode.Parse(text)!;
            }
        }
    }

    private static string Text(JsonNode? text) => string.IsNullOrWhiteSpace((string?)text) ? "-" : (string)text!;
}

/// <param name="Wanted">The document that answers, where one is known.</param>
internal sealed record ParityQuestion(SearchRequest Request, string? Wanted);
