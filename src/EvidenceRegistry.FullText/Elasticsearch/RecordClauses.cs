using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>The query that selects records and gives them their score by words; the counterpart of <see cref="RecordQuery"/> and <see cref="HitOrder"/>.</summary>
/// <param name="scale">What the server's BM25 gives for 1 of ours: it keeps the factor k1 + 1.</param>
internal sealed class RecordClauses(Question question, TextClauses text, SearchRequest request, RankingWeights weights, double scale)
{
    private const string Score =
        "double s = _score * doc['prior'].value / params.scale;"
        + " for (String area : params.areas) { if (doc['facet.area'].contains(area)) { s *= params.place; break; } }"
        + " if (params.now > 0) { double age = doc['year'].value == 0 ? params.years / 2.0 : Math.max(0, Math.min(params.years, params.now - doc['year'].value));"
        + " s *= 1 - params.recency * age / params.years; } return s;";

    /// <param name="wanted">How many of the free text's words a record must hold.</param>
    public JsonObject Of(int wanted)
    {
        JsonObject all = Clause.Bool(
            must: [question.HasText ? OrIdentifier(Text(wanted)) : Clause.Constant(Clause.All(), scale)],
            mustNot: [.. question.Excluded.Select(text.Excluded)]);
        return request.Sort != SearchSort.Relevance ? all : new JsonObject
        {
            ["script_score"] = new JsonObject
            {
                ["query"] = all,
                ["script"] = new JsonObject
                {
                    ["source"] = Score,
                    ["params"] = new JsonObject
                    {
                        ["scale"] = scale,
                        ["areas"] = Clause.List(request.RaisedAreas),
                        ["place"] = weights.Place,
                        ["now"] = request.ThisYear ?? 0,
                        ["years"] = weights.RecencyYears,
                        ["recency"] = weights.Recency,
                    },
                },
            },
        };
    }

    /// <summary>What was asked stands there as typed, or names the record.</summary>
    public JsonObject? AsTyped()
    {
        JsonObject[] ways =
        [
            .. question.Run is { } run ? new[] { text.Quote(run) } : [],
            .. question.Identifier.Length > 0 ? new[] { Clause.Term(IndexFields.Identifier, question.Identifier) } : [],
        ];
        return ways.Length == 0 ? null : Clause.Any(ways);
    }

    private JsonObject Text(int wanted)
    {
        JsonObject[] words = [.. question.Words.Select(text.Word)];
        JsonObject? chosen = words.Length == 0 ? null : wanted < words.Length ? Clause.Bool(should: words, wanted: wanted) : Clause.Bool(must: words);
        return Clause.Bool(
            must: chosen is null ? null : [OrRun(chosen)],
            filter: [.. question.Quotes.Select(text.Quote)],
            should: [.. question.Helping.Concat(question.QuotedWords).Select(text.Word), .. Weighted()]);
    }

    private IEnumerable<JsonObject> Weighted() =>
        from field in Enum.GetValues<TextField>()
        let weight = weights.Of(field)
        where weight > 0
        from word in question.AllWords
        select text.Weighted(word, IndexFields.Weighted(field), weight);

    private JsonObject OrRun(JsonObject words) => question.Run is { } run
        ? Clause.Any([words, Clause.Constant(text.Quote(run), weights.Run * scale)])
        : words;

    private JsonObject OrIdentifier(JsonObject found) => question.Identifier.Length == 0
        ? found
        : Clause.Any([found, Clause.Constant(Clause.Term(IndexFields.Identifier, question.Identifier), weights.Identifier * scale)]);
}
