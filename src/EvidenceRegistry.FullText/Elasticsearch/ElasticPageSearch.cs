using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>All pages of one record that match, best first; the counterpart of <see cref="PageSearch"/>.</summary>
internal sealed class ElasticPageSearch(ElasticClient client, ElasticNames names, TextAnalysis analysis, ElasticOptions options, TimeProvider time)
{
    private static readonly PagesAnswer None = new(SearchOutcome.Answered, 0, [], null);

    public async Task<PagesAnswer> OfAsync(CursorSeal seal, PagesRequest request, CancellationToken cancel)
    {
        Question question = Question.Of(request.Query, analysis);
        if (question.HoldsNothing)
        {
            return None with { Outcome = SearchOutcome.NothingToLookFor };
        }

        if (request.Cursor is { } text)
        {
            return await AfterAsync(seal, request, question, text, cancel);
        }

        JsonElement found = (await client.PostAsync($"{names.Records}/_search", OneRecord(request.Id), cancel)).Taken().GetProperty("hits").GetProperty("hits");
        if (found.GetArrayLength() == 0)
        {
            return None;
        }

        ElasticView view = await ElasticView.OpenAsync(client, names, names.Pages, options.CursorAge, cancel);
        PagesAnswer? answer = null;
        try
        {
            return answer = await OfAsync(view, seal, request, question, LuceneDocuments.PageOf(request.Id, PagesHash(found[0])), 0, cancel);
        }
        catch (ViewGoneException gone)
        {
            throw gone.WithoutCursor();
        }
        finally
        {
            if (answer?.Next is null)
            {
                _ = view.LetGoAsync();
            }
        }
    }

    private async Task<PagesAnswer> AfterAsync(CursorSeal seal, PagesRequest request, Question question, string text, CancellationToken cancel)
    {
        SearchOutcome outcome = seal.Open(CursorSeal.Pages, text, out BinaryReader content);
        if (outcome != SearchOutcome.Answered)
        {
            return None with { Outcome = outcome };
        }

        (string view, long used, ulong hash, string pageOf, int skip) = (content.ReadString(), content.ReadInt64(), content.ReadUInt64(), content.ReadString(), content.Read7BitEncodedInt());
        if (hash != QuestionHash.Of(request) || time.GetUtcNow().UtcTicks - used > options.CursorAge.Ticks)
        {
            return None with { Outcome = hash == QuestionHash.Of(request) ? SearchOutcome.CursorExpired : SearchOutcome.CursorInvalid };
        }

        try
        {
            return await OfAsync(ElasticView.Again(client, names, view, options.CursorAge), seal, request, question, pageOf, skip, cancel);
        }
        catch (ViewGoneException)
        {
            return None with { Outcome = SearchOutcome.CursorExpired };
        }
    }

    private async Task<PagesAnswer> OfAsync(ElasticView view, CursorSeal seal, PagesRequest request, Question question, string pageOf, int skip, CancellationToken cancel)
    {
        TermFigures figures = await TermFigures.OfAsync(client, names.Records, question, cancel);
        var text = new TextClauses(new ReadableFields(request.Rights), options.Weights, figures);
        var clauses = new PageClauses(question, text, options.Weights, 1 + options.Weights.K1);
        foreach (int wanted in question.Quotes.Count > 0 ? [0] : Relaxation.Steps(question.Words.Count, options.Weights).Where(wanted => wanted > 0))
        {
            JsonElement hits = (await view.KeptAsync(clauses.Matching(pageOf, wanted, skip, request.Size), cancel)).GetProperty("hits");
            int total = hits.GetProperty("total").GetProperty("value").GetInt32();
            if (total > 0)
            {
                PageRef[] pages = [.. hits.GetProperty("hits").EnumerateArray().Select(hit => PageDetails.Of(hit).Ref)];
                int end = skip + pages.Length;
                return new PagesAnswer(SearchOutcome.Answered, total, pages, end >= total ? null : seal.Close(CursorSeal.Pages, to =>
                {
                    to.Write(view.Id);
                    to.Write(time.GetUtcNow().UtcTicks);
                    to.Write(QuestionHash.Of(request));
                    to.Write(pageOf);
                    to.Write7BitEncodedInt(end);
                }));
            }
        }

        return None;
    }

    private static JsonObject OneRecord(string id) => new()
    {
        ["size"] = 1,
        ["stored_fields"] = ElasticFields.NoStored,
        ["docvalue_fields"] = Clause.List([IndexFields.PagesHash]),
        ["query"] = Clause.Bool(filter: [Clause.Term(IndexFields.Id, id)]),
    };

    private static string PagesHash(JsonElement hit) =>
        hit.TryGetProperty("fields", out JsonElement fields) && fields.TryGetProperty(IndexFields.PagesHash, out JsonElement hash) ? hash[0].GetString()! : "";
}
