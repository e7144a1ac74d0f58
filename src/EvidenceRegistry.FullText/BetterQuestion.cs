namespace EvidenceRegistry.FullText;

/// <summary>
/// What may have been meant by a question that found nothing, or not all of its words: the other keyboard layout, or a better spelling.
/// Nothing is proposed that does not lead this reader, with these filters, to records.
/// </summary>
internal sealed class BetterQuestion(IndexView view, TextAnalysis analysis, RankingWeights weights, SearchRequest request, CancellationToken cancel)
{
    private readonly HashSet<int> _leftOut = RecordValues.Documents(view, request.LeftOut);

    /// <summary>Null where nothing better is known.</summary>
    public string? Of(Question question, SearchAnswer answer)
    {
        bool onlyExcludes = !question.HasText && question.Excluded.Count > 0;
        if (answer.Outcome != SearchOutcome.Answered || (answer.Total > 0 && (answer.Relaxed is null || answer.HoldingAll > 0) && !onlyExcludes))
        {
            return null;
        }

        string typed = request.Query.Typed.Trim();
        if (KeyboardLayout.Other(typed) is { } switched && LeadsToAll(switched))
        {
            return switched;
        }

        TermSeeker terms = view.RecordTerms.Take();
        var spelling = new Spelling(view, analysis, _leftOut, new WordWeights(new TermScores(view.Records, terms)));
        string? some = spelling.Switched(request.Query, question.Words);
        string? better = spelling.Of(request.Query, question.Words);
        view.RecordTerms.Give(terms);
        return some is not null && LeadsToAll(some) ? some
            : better is not null && (LeadsToAll(better) || LeadsSomewhere(better)) ? better
            : null;
    }

    private bool LeadsToAll(string text) => Search(text) is { } search && search.Total(cancel) > 0;

    private bool LeadsSomewhere(string text) => Search(text) is { } search && search.First(_ => "", cancel).Total > 0;

    private RecordSearch? Search(string text)
    {
        SearchRequest other = request with
        {
            Query = QueryParser.Parse(text, Math.Max(1, text.Length)),
            Size = 1,
            Facets = false,
            Explain = false,
            RaisedAreas = [],
            Sort = SearchSort.Relevance,
        };
        var question = Question.Of(other.Query, analysis);
        return question.HasText ? new RecordSearch(view, other, question, weights) : null;
    }
}
