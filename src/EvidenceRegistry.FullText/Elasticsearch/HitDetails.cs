using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// The costlier looks at a few records at hand, asked of the server together: pairs and clusters, words in title and abstract, the best page,
/// and where words stand. The server names which part of a question each record met, and what it scored.
/// </summary>
internal sealed class HitDetails(ElasticView view, Question question, TextClauses text, RankingWeights weights, TermFigures figures, double scale)
{
    private readonly QuestionWord[] _words = [.. question.AllWords];
    private readonly Dictionary<string, JsonElement> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PageDetails> _pages = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>What is to be asked of hits, in the search that finds them or after it.</summary>
    /// <param name="ranked">Pairs, clusters and windows are wanted.</param>
    /// <param name="pages">What stands in title and abstract is wanted, which the choice of a page needs.</param>
    /// <param name="holding">Which words they hold is wanted.</param>
    public HitLooks Looks(bool ranked, bool pages, bool holding) => HitLooks.Of(question, text, ranked ? WindowsOf() : null, ranked, pages, holding);

    /// <summary>Hits that were looked at when they were found.</summary>
    public void Take(IEnumerable<ElasticHit> hits)
    {
        foreach (ElasticHit hit in hits)
        {
            _records[hit.Id] = hit.Answered;
        }
    }

    /// <summary>The best window may stand on a page.</summary>
    public bool Windows => _words.Length > 1;

    /// <summary>Asks what is not known yet of these hits.</summary>
    /// <param name="pages">Of their best pages too.</param>
    public async Task AskAsync(IReadOnlyList<ElasticHit> hits, bool ranked, bool holding, bool pages, CancellationToken cancel)
    {
        if (!question.HasText)
        {
            return;
        }

        HitLooks looks = Looks(ranked, pages, holding);
        ElasticHit[] unknown = [.. looks.AreNone ? [] : hits.Where(hit => !_records.ContainsKey(hit.Id))];
        ElasticHit[] unread = pages ? [.. hits.Where(hit => hit.PageCount > 0 && _asked.Add(hit.Id))] : [];
        Task<JsonElement>? best = unread.Length == 0 ? null : view.PagesAsync(new PageClauses(question, text, weights, scale).Best([.. unread.Select(hit => hit.PageOf)], WindowsOf()), cancel);
        foreach (JsonElement hit in unknown.Length == 0 ? [] : Hits(await view.KeptAsync(Records(unknown, looks), cancel)))
        {
            _records[hit.GetProperty("fields").GetProperty(IndexFields.Id)[0].GetString()!] = hit;
        }

        foreach (JsonElement hit in best is null ? [] : Hits(await best))
        {
            _pages[hit.GetProperty("fields").GetProperty(IndexFields.Id)[0].GetString()!] = PageDetails.Of(hit);
        }
    }

    public ScoreParts Parts(ElasticHit hit, SearchRequest request)
    {
        double all = _words.Sum(figures.Idf);
        return new ScoreParts(
            Named(hit.Id, HitLooks.Pairs) / scale * weights.Pairs,
            Named(hit.Id, HitLooks.Clusters) / scale * weights.Clusters,
            Window(hit.Id) * weights.Window / (1 + weights.K1),
            Named(hit.Id, HitLooks.Whole) > 0 ? (question.Run is null ? all * weights.Whole : weights.Run) : 0,
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
    public int[] Lacking(string id) => [.. Enumerable.Range(0, question.Words.Count).Where(word => Named(id, HitLooks.Holds(word)) <= 0)];

    private double Window(string id) => Math.Max(BestWindow.Of(_records.GetValueOrDefault(id)), _pages.GetValueOrDefault(id)?.Window ?? 0);

    private JsonObject? WindowsOf() => Windows ? BestWindow.Fields(_words, _words.Select(figures.Idf), weights.WindowWords) : null;

    private double Held(string id, TextField field) => Weight(Enumerable.Range(0, _words.Length).Where(word => Named(id, HitLooks.Stands(field, word)) > 0));

    private double Weight(IEnumerable<int> words) => words.Sum(word => figures.Idf(_words[word]));

    private double Named(string id, string name) =>
        _records.TryGetValue(id, out JsonElement hit) && hit.TryGetProperty("matched_queries", out JsonElement met) && met.TryGetProperty(name, out JsonElement score) ? Math.Max(score.GetDouble(), double.Epsilon) : 0;

    private static JsonObject Records(ElasticHit[] hits, HitLooks looks) => looks.With(new JsonObject
    {
        ["size"] = hits.Length,
        ["track_total_hits"] = false,
        ["stored_fields"] = ElasticFields.NoStored,
        ["docvalue_fields"] = Clause.List([IndexFields.Id]),
        ["sort"] = Clause.List(["_doc"]),
        ["query"] = Clause.Bool(filter: [Clause.AnyOf(IndexFields.Id, hits.Select(hit => hit.Id))], should: looks.Named),
    });

    private static JsonElement[] Hits(JsonElement answer) => [.. answer.GetProperty("hits").GetProperty("hits").EnumerateArray()];
}
