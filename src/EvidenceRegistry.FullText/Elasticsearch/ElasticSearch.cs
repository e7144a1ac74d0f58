namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>Questions to the server: which view answers, and what a cursor leads back to; the counterpart of <see cref="LuceneSearch"/>.</summary>
internal sealed class ElasticSearch(ElasticClient client, ElasticNames names, TextAnalysis analysis, ElasticOptions options, TimeProvider time)
{
    private readonly ElasticMoments _moments = new(client, names, options, time);

    public async Task<SearchAnswer> SearchAsync(GenerationMeta live, SearchRequest request, CancellationToken cancel)
    {
        var seal = new CursorSeal(live.CursorKey);
        Question question = Question.Of(request.Query, analysis);
        if (question.HoldsNothing)
        {
            return new SearchAnswer { Outcome = SearchOutcome.NothingToLookFor };
        }

        if (request.Cursor is { } text)
        {
            return await AfterAsync(live, seal, request, question, text, cancel);
        }

        for (string? state = request.State; ; state = null)
        {
            ElasticMoment moment = _moments.Of(live, state);
            try
            {
                return await FirstAsync(moment, seal, request, question, cancel);
            }
            catch (ViewGoneException gone)
            {
                // The server was started anew, or the generation went. Of one that others opened a search falls back to its own.
                _moments.Forget(moment);
                if (state is null)
                {
                    throw gone.WithoutCursor();
                }
            }
            finally
            {
                _moments.Leave(moment);
            }
        }
    }

    private async Task<SearchAnswer> FirstAsync(ElasticMoment moment, CursorSeal seal, SearchRequest request, Question question, CancellationToken cancel)
    {
        Task<ElasticView> opening = moment.ViewAsync(cancel);
        TermFigures figures = await moment.FiguresAsync(question, cancel);
        ElasticView view = await opening;
        SearchAnswer answer = await Asked(moment.Live, view, request, question, figures).FirstAsync(Given, cancel);
        if (LooseQuotes.Hinder(answer, question) && LooseQuotes.Of(request, analysis) is { } loose)
        {
            SearchAnswer found = await FirstAsync(moment, loose, Given, cancel);
            answer = found.Total > 0 ? LooseQuotes.LetGo(found, request, answer) : answer;
        }

        var known = new ElasticKnownWords(client, names, figures, request.LeftOut, cancel);
        return answer with { DidYouMean = await new BetterQuestion(known, analysis, request, (other, all) => LeadsAsync(moment, other, all, cancel)).OfAsync(question, answer) };

        string Given(ElasticCursor cursor)
        {
            moment.Cursors = view;
            return Sealed(seal, cursor);
        }
    }

    private async Task<SearchAnswer> AfterAsync(GenerationMeta live, CursorSeal seal, SearchRequest request, Question question, string text, CancellationToken cancel)
    {
        SearchOutcome outcome = seal.Open(CursorSeal.Records, text, out BinaryReader content);
        ElasticCursor? cursor = outcome == SearchOutcome.Answered ? ElasticCursor.Read(content) : null;
        if (cursor is null)
        {
            return new SearchAnswer { Outcome = outcome };
        }

        SearchRequest? asked = cursor.Question == QuestionHash.Of(request) ? request
            : LooseQuotes.Of(request, analysis) is { } loose && cursor.Question == QuestionHash.Of(loose) ? loose
            : null;
        if (asked is null || IsOver(cursor.Used))
        {
            return new SearchAnswer { Outcome = asked is null ? SearchOutcome.CursorInvalid : SearchOutcome.CursorExpired };
        }

        try
        {
            _moments.Use(cursor.View);
            ElasticView view = ElasticView.Again(client, names, cursor.View, options.CursorAge);
            question = ReferenceEquals(asked, request) ? question : Question.Of(asked.Query, analysis);
            TermFigures figures = await TermFigures.OfAsync(client, names.Records, question, cancel);
            SearchAnswer answer = await Asked(live, view, asked, question, figures).AfterAsync(cursor, next => Sealed(seal, next), cancel);
            return ReferenceEquals(asked, request) ? answer : LooseQuotes.LetGo(answer, request);
        }
        catch (ViewGoneException)
        {
            return new SearchAnswer { Outcome = SearchOutcome.CursorExpired };
        }
    }

    private async Task<SearchAnswer> FirstAsync(ElasticMoment moment, SearchRequest request, Func<ElasticCursor, string> seal, CancellationToken cancel)
    {
        Question question = Question.Of(request.Query, analysis);
        return await Asked(moment.Live, await moment.ViewAsync(cancel), request, question, await moment.FiguresAsync(question, cancel)).FirstAsync(seal, cancel);
    }

    private async Task<bool> LeadsAsync(ElasticMoment moment, SearchRequest request, bool all, CancellationToken cancel)
    {
        Question question = Question.Of(request.Query, analysis);
        if (!question.HasText)
        {
            return false;
        }

        ElasticRecordSearch search = Asked(moment.Live, await moment.ViewAsync(cancel), request, question, await moment.FiguresAsync(question, cancel));
        return all ? await search.TotalAsync(cancel) > 0 : (await search.FirstAsync(_ => "", cancel)).Total > 0;
    }

    private ElasticRecordSearch Asked(GenerationMeta live, ElasticView view, SearchRequest request, Question question, TermFigures figures) =>
        new(view, request, new FacetClauses(request, live.IsOurs), question, options.Weights, figures);

    private string Sealed(CursorSeal seal, ElasticCursor cursor) => seal.Close(CursorSeal.Records, (cursor with { Used = Now() }).Write);

    private long Now() => time.GetUtcNow().UtcTicks;

    private bool IsOver(long used) => Now() - used > options.CursorAge.Ticks;
}
