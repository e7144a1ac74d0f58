using System.Globalization;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>The query that selects records and gives them their score by words; the counterpart of <see cref="RecordQuery"/> and <see cref="HitOrder"/>.</summary>
/// <param name="scale">What the server's BM25 gives for 1 of ours: it keeps the factor k1 + 1.</param>
internal sealed class RecordClauses(Question question, TextClauses text, SearchRequest request, RankingWeights weights, double scale)
{
    private const string Placed = " for (String area : params.areas) { if (doc['facet.area'].contains(area)) { s *= params.place; break; } }";

    /// <param name="wanted">How many of the free text's words a record must hold.</param>
    public JsonObject Of(int wanted)
    {
        JsonObject all = Clause.Bool(
            must: [question.HasText ? OrIdentifier(Text(wanted)) : Clause.Constant(Clause.All(), scale)],
            mustNot: [.. question.Excluded.Select(text.Excluded)]);
        return request.Sort != SearchSort.Relevance ? all : new JsonObject { ["script_score"] = new JsonObject { ["query"] = all, ["script"] = Script() } };
    }

    /// <summary>Numbers that are the same for every question stand in the text: what stands in <c>params</c> is looked up and unpacked for every record.</summary>
    private JsonObject Script()
    {
        bool placed = request.RaisedAreas.Count > 0;
        string score = string.Create(CultureInfo.InvariantCulture, $"double s = _score * doc['prior'].value / {scale:R};");
        string recency = request.ThisYear is not { } now ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $" long year = doc['year'].value; double age = year == 0 ? {weights.RecencyYears / 2.0:R}d : Math.max(0, Math.min({weights.RecencyYears}, {now} - year)); s *= 1 - {weights.Recency:R}d * age / {weights.RecencyYears};");
        var script = new JsonObject { ["source"] = $"{score}{(placed ? Placed : "")}{recency} return s;" };
        if (placed)
        {
            script["params"] = new JsonObject { ["areas"] = Clause.List(request.RaisedAreas), ["place"] = weights.Place };
        }

        return script;
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
