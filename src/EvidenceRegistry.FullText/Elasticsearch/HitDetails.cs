using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// The costlier looks at a few records at hand, asked of the server together: pairs and clusters, words in title and abstract, the best page,
/// and where words stand. The server names which part of a question each record met, and what it scored.
/// </summary>
internal sealed class HitDetails(ElasticView view, Question question, TextClauses text, RankingWeights weights, TermFigures figures, double scale)
{
    private const string Pairs = "pairs";
    private const string Clusters = "clusters";
    private const string Whole = "whole";

    private readonly QuestionWord[] _words = [.. question.AllWords];
    private readonly Dictionary<string, JsonElement> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PageDetails> _pages = new(StringComparer.Ordinal);

    /// <param name="ranked">Pairs, clusters and windows are wanted too.</param>
    /// <param name="holding">Which words they hold is wanted too.</param>
    public async Task AskAsync(IReadOnlyList<ElasticHit> hits, bool ranked, bool holding, CancellationToken cancel)
    {
        ElasticHit[] asked = [.. hits.Where(hit => !_records.ContainsKey(hit.Id))];
        if (asked.Length == 0 || !question.HasText)
        {
            return;
        }

        Task<JsonElement> records = view.KeptAsync(Records(asked, ranked, holding), cancel);
        ElasticHit[] withPages = [.. asked.Where(hit => hit.PageCount > 0)];
        Task<JsonElement>? pages = withPages.Length == 0 ? null : view.PagesAsync(new PageClauses(question, text, weights, scale).Best([.. withPages.Select(hit => hit.PageOf)]), cancel);
        foreach (JsonElement hit in Hits(await records))
        {
            _records[hit.GetProperty("fields").GetProperty(IndexFields.Id)[0].GetString()!] = hit;
        }

        foreach (JsonElement hit in pages is null ? [] : Hits(await pages))
        {
            _pages[hit.GetProperty("fields").GetProperty(IndexFields.Id)[0].GetString()!] = PageDetails.Of(hit);
        }
    }

    public bool Knows(string id) => _records.ContainsKey(id);

    public ScoreParts Parts(ElasticHit hit, SearchRequest request)
    {
        double all = _words.Sum(figures.Idf);
        return new ScoreParts(
            Named(hit.Id, Pairs) / scale * weights.Pairs,
            Named(hit.Id, Clusters) / scale * weights.Clusters,
            Window(hit.Id) * weights.Window / (1 + weights.K1),
            Named(hit.Id, Whole) > 0 ? (question.Run is null ? all * weights.Whole : weights.Run) : 0,
            question.Run is not null,
            hit.Prior,
            request.RaisedAreas.Any(hit.Areas.Contains) ? weights.Place : 1,
            ScoreParts.RecencyOf(hit.Year, request.ThisYear, weights));
    }

    /// <summary>The page that answers best, by the rule of <see cref="BestPages"/>.</summary>
    public PageRef? Page(string id)
    {
        if (!_pages.TryGetValue(id, out PageDetails? page))
        {
            return null;
        }

        return BestPages.Answers(question, page.Quotes, page.Whole, Weight(page.Words), Held(id, TextField.Title), Held(id, TextField.Abstract)) ? page.Ref : null;
    }

    /// <summary>Places in the question of the words that the record lacks.</summary>
    public int[] Lacking(string id) => [.. Enumerable.Range(0, question.Words.Count).Where(word => Named(id, Of("h", word)) <= 0)];

    private double Window(string id)
    {
        if (_words.Length < 2)
        {
            return 0;
        }

        Dictionary<uint, int> asked = WordPlaces.Asked(_words);
        double[] idf = [.. _words.Select(figures.Idf)];
        string[] texts = [.. new[] { Places(_records.GetValueOrDefault(id)), _pages.GetValueOrDefault(id)?.Places }.OfType<string>()];
        return texts.Select(places => WindowScores.Best(WordPlaces.Read(places, asked), idf, weights.WindowWords)).DefaultIfEmpty(0).Max();
    }

    private double Held(string id, TextField field) => Weight(Enumerable.Range(0, _words.Length).Where(word => Named(id, Of(IndexFields.Weighted(field), word)) > 0));

    private double Weight(IEnumerable<int> words) => words.Sum(word => figures.Idf(_words[word]));

    private double Named(string id, string name) =>
        _records.TryGetValue(id, out JsonElement hit) && hit.TryGetProperty("matched_queries", out JsonElement met) && met.TryGetProperty(name, out JsonElement score) ? Math.Max(score.GetDouble(), double.Epsilon) : 0;

    private JsonObject Records(ElasticHit[] hits, bool ranked, bool holding)
    {
        var looks = new List<JsonObject>();
        Add(Pairs, ranked ? text.Sum(TextStream.Pairs, question.Pairs) : null);
        Add(Clusters, ranked ? text.Sum(TextStream.Clusters, question.Clusters) : null);
        Add(Whole, ranked && question.Whole is { } whole ? text.Quote(whole) : null);
        foreach ((int number, QuestionWord word) in _words.Index())
        {
            foreach (TextField field in new[] { TextField.Title, TextField.Abstract })
            {
                Add(Of(IndexFields.Weighted(field), number), text.Weighted(word, IndexFields.Weighted(field), 1));
            }

            Add(Of("h", number), holding && number < question.Words.Count ? text.Word(word) : null);
        }

        return new JsonObject
        {
            ["size"] = hits.Length,
            ["track_total_hits"] = false,
            ["stored_fields"] = ElasticFields.NoStored,
            ["docvalue_fields"] = Clause.List(ranked && _words.Length > 1 ? [IndexFields.Id, ElasticFields.Places] : [IndexFields.Id]),
            ["sort"] = Clause.List(["_doc"]),
            ["query"] = Clause.Bool(filter: [Clause.AnyOf(IndexFields.Id, hits.Select(hit => hit.Id))], should: looks),
        };

        void Add(string name, JsonObject? look)
        {
            if (look is not null)
            {
                looks.Add(Clause.Named(look, name));
            }
        }
    }

    private static string? Places(JsonElement hit) =>
        hit.ValueKind == JsonValueKind.Object && hit.GetProperty("fields").TryGetProperty(ElasticFields.Places, out JsonElement places) ? places[0].GetString() : null;

    private static string Of(string kind, int word) => string.Create(CultureInfo.InvariantCulture, $"{kind}{word}");

    private static JsonElement[] Hits(JsonElement answer) => [.. answer.GetProperty("hits").GetProperty("hits").EnumerateArray()];
}
