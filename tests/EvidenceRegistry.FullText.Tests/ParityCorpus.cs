using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>Public texts as documents, and questions to them: every tenth of the news texts, and the passages of XQuAD-th with their questions.</summary>
internal sealed class ParityCorpus
{
    private const int Questions = 500;
    private const int PageLetters = 1500;

    private static readonly string[] Statuses = ["claimed", "confirmed", "proposed"];

    private ParityCorpus(IReadOnlyList<IndexDocument> documents, IReadOnlyList<ParityQuestion> asked) => (Documents, Asked) = (documents, asked);

    public IReadOnlyList<IndexDocument> Documents { get; }

    public IReadOnlyList<ParityQuestion> Asked { get; }

    /// <param name="folder">Where the public inputs lie.</param>
    public static ParityCorpus Read(string folder)
    {
        var documents = new List<IndexDocument>();
        var titles = new List<string>();
        foreach ((int number, JsonNode news) in News(Path.Combine(folder, "bulk", "thaigov-10k.jsonl.gz")).Index())
        {
            string title = Text(news["title"]);
            string body = Text(news["body"]);
            titles.Add(title);
            documents.Add(Document(string.Create(CultureInfo.InvariantCulture, $"n{number:D5}"), number, title, number % 2 == 0 ? body[..Math.Min(body.Length, PageLetters)] : "", number % 2 == 0 ? "" : body));
        }

        var asked = new List<ParityQuestion>();
        using JsonDocument xquad = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "thai-text", "xquad.th.json")));
        int passage = 0;
        foreach (JsonElement paragraph in xquad.RootElement.GetProperty("data").EnumerateArray().SelectMany(article => article.GetProperty("paragraphs").EnumerateArray()))
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"x{passage:D4}");
            documents.Add(Document(id, passage, $"ย่อหน้า {passage}", "", paragraph.GetProperty("context").GetString()!));
            asked.AddRange(paragraph.GetProperty("qas").EnumerateArray().Select(one => new ParityQuestion(Studies.Ask(one.GetProperty("question").GetString()!), id)));
            passage++;
        }

        ParityQuestion[] some = [.. asked.Where((_, at) => at % 5 == 0).Take(Questions / 2)];
        return new ParityCorpus(documents, [.. some, .. OfTitles(titles).Take(Questions - some.Length)]);
    }

    /// <summary>Pieces of titles in turn as words, as a quotation, under filters, and in other orders.</summary>
    private static IEnumerable<ParityQuestion> OfTitles(List<string> titles)
    {
        for (int at = 0; ; at++)
        {
            string title = titles[at * 3 % titles.Count];
            string piece = title[..Math.Min(title.Length, 12 + (at % 20))].Trim();
            SearchRequest words = Studies.Ask(piece);
            yield return new ParityQuestion((at % 7) switch
            {
                0 => Studies.Ask($"\"{piece}\""),
                1 => words with { Filters = Studies.Facet(FacetNames.Agency, "a1", "a3") },
                2 => words with { Filters = Studies.Facet(FacetNames.Target, "11"), TagStatuses = Statuses },
                3 => words with { Sort = SearchSort.Newest, YearFrom = 2019 },
                4 => words with { Sort = SearchSort.Title, Filters = Studies.Facet(FacetNames.Area, "R2") },
                5 => words with { RaisedAreas = ["R1"], ThisYear = 2026 },
                _ => words with { Filters = new Dictionary<string, IReadOnlyList<string>> { [FacetNames.Year] = ["2020", "2021"], [FacetNames.Kind] = ["study"] } },
            } with { Facets = true }, null);
        }
    }

    private static IndexDocument Document(string id, int number, string title, string summary, string paged) => Studies.Study(id, title, summary, 1, [.. Pages(paged)]) with
    {
        Kind = number % 3 == 0 ? "dataset" : "study",
        Year = number % 11 == 0 ? null : 2015 + (number % 10),
        ChangedAt = number * 7919 % 1000,
        PagesHash = id,
        Facets = new Dictionary<string, IReadOnlyList<string>>
        {
            [FacetNames.Agency] = [string.Create(CultureInfo.InvariantCulture, $"a{number % 5}")],
            [FacetNames.Area] = ["TH", string.Create(CultureInfo.InvariantCulture, $"R{1 + (number % 6)}")],
        },
        Tags = [new TagValues(FacetNames.Target, Statuses[number % 3], [string.Create(CultureInfo.InvariantCulture, $"{11 + (number % 4)}")])],
    };

    private static IEnumerable<PageText> Pages(string text) =>
        text.Chunk(PageLetters).Select((page, at) => Studies.Page(at + 1, new string(page)));

    private static IEnumerable<JsonNode> News(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        for (int line = 0; lines.ReadLine() is { } text; line++)
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
