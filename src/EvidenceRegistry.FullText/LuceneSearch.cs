namespace EvidenceRegistry.FullText;

/// <summary>Questions to the embedded engine: which view answers, and what a cursor leads back to.</summary>
internal sealed class LuceneSearch(TextAnalysis analysis, LuceneOptions options, KeptViews kept)
{
    private readonly CursorSeal _seal = new();

    public async Task<SearchAnswer> SearchAsync(IndexView current, SearchRequest request, CancellationToken cancel)
    {
        Question question = Question.Of(request.Query, analysis);
        if (question.HoldsNothing)
        {
            return new SearchAnswer { Outcome = SearchOutcome.NothingToLookFor };
        }

        if (request.Cursor is not { } text)
        {
            SearchAnswer strict = First(current, request, question, cancel);
            SearchAnswer first = LooseQuotes.Hinder(strict, question) && LooseQuotes.Of(request, analysis) is { } loose
                && First(current, loose, Question.Of(loose.Query, analysis), cancel) is { Total: > 0 } found ? LooseQuotes.LetGo(found, request, strict) : strict;
            return first with { DidYouMean = await BetterAsync(current, request, question, first, cancel) };
        }

        SearchOutcome outcome = _seal.Open(CursorSeal.Records, text, out BinaryReader content);
        SearchCursor? cursor = outcome == SearchOutcome.Answered ? SearchCursor.Read(content) : null;
        if (cursor is null)
        {
            return new SearchAnswer { Outcome = outcome };
        }

        if (cursor.Question == QuestionHash.Of(request))
        {
            return After(request, question, cursor, cancel);
        }

        return LooseQuotes.Of(request, analysis) is { } unquoted && cursor.Question == QuestionHash.Of(unquoted)
            ? LooseQuotes.LetGo(After(unquoted, Question.Of(unquoted.Query, analysis), cursor, cancel), request)
            : new SearchAnswer { Outcome = SearchOutcome.CursorInvalid };
    }

    private async Task<string?> BetterAsync(IndexView view, SearchRequest request, Question question, SearchAnswer answer, CancellationToken cancel)
    {
        TermSeeker terms = view.RecordTerms.Take();
        var known = new LuceneKnownWords(view, RecordValues.Documents(view, request.LeftOut), new WordWeights(new TermScores(view.Records, terms)));
        var better = new BetterQuestion(known, analysis, request, (other, all) => Task.FromResult(Leads(view, other, all, cancel)));
        string? text = await better.OfAsync(question, answer);
        view.RecordTerms.Give(terms);
        return text;
    }

    private bool Leads(IndexView view, SearchRequest request, bool all, CancellationToken cancel)
    {
        Question question = Question.Of(request.Query, analysis);
        if (!question.HasText)
        {
            return false;
        }

        var search = new RecordSearch(view, request, question, options.Weights);
        return (all ? search.Total(cancel) : search.First(_ => "", cancel).Total) > 0;
    }

    private SearchAnswer First(IndexView view, SearchRequest request, Question question, CancellationToken cancel) =>
        new RecordSearch(view, request, question, options.Weights).First(cursor => Give(view, CursorSeal.Records, cursor.Write), cancel);

    private SearchAnswer After(SearchRequest request, Question question, SearchCursor cursor, CancellationToken cancel) =>
        InView(cursor.View, view => new RecordSearch(view, request, question, options.Weights).After(cursor, next => Give(view, CursorSeal.Records, next.Write), cancel))
        ?? new SearchAnswer { Outcome = SearchOutcome.CursorExpired };

    public PagesAnswer Pages(IndexView current, PagesRequest request)
    {
        Question question = Question.Of(request.Query, analysis);
        if (question.HoldsNothing)
        {
            return new PagesAnswer(SearchOutcome.NothingToLookFor, 0, [], null);
        }

        if (request.Cursor is not { } text)
        {
            return Pages(current, request, question, 0);
        }

        SearchOutcome outcome = _seal.Open(CursorSeal.Pages, text, out BinaryReader content);
        if (outcome != SearchOutcome.Answered)
        {
            return new PagesAnswer(outcome, 0, [], null);
        }

        (long number, ulong hash, int skip) = (content.ReadInt64(), content.ReadUInt64(), content.Read7BitEncodedInt());
        if (hash != QuestionHash.Of(request))
        {
            return new PagesAnswer(SearchOutcome.CursorInvalid, 0, [], null);
        }

        return InView(number, view => Pages(view, request, question, skip)) ?? new PagesAnswer(SearchOutcome.CursorExpired, 0, [], null);
    }

    private PagesAnswer Pages(IndexView view, PagesRequest request, Question question, int skip)
    {
        IReadOnlyList<PageRef> all = new PageSearch(view, request, question, options.Weights).All();
        int end = Math.Min(all.Count, skip + request.Size);
        string? next = end == all.Count ? null : Give(view, CursorSeal.Pages, to =>
        {
            to.Write(view.Number);
            to.Write(QuestionHash.Of(request));
            to.Write7BitEncodedInt(end);
        });
        return new PagesAnswer(SearchOutcome.Answered, all.Count, [.. all.Skip(skip).Take(request.Size)], next);
    }

    private string Give(IndexView view, byte form, Action<BinaryWriter> content)
    {
        kept.Keep(view);
        return _seal.Close(form, content);
    }

    /// <summary>Null when the view is no longer kept.</summary>
    private T? InView<T>(long number, Func<IndexView, T> answer)
        where T : class
    {
        if (kept.Acquire(number) is not { } view)
        {
            return null;
        }

        try
        {
            return answer(view);
        }
        finally
        {
            view.Release();
        }
    }
}
