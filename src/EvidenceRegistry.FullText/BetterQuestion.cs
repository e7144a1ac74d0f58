namespace EvidenceRegistry.FullText;

/// <summary>
/// What may have been meant by a question that found nothing, or not all of its words: the other keyboard layout, or a better spelling.
/// It is the whole question, quotations, exclusions and typed filters too. Nothing is proposed that does not lead this reader, with these filters, to records.
/// </summary>
/// <param name="leads">Whether a question leads to records: to some that hold all its words, or, where that is not asked, to any.</param>
internal sealed class BetterQuestion(IKnownWords known, TextAnalysis analysis, SearchRequest request, Func<SearchRequest, bool, Task<bool>> leads)
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoFilters = [];

    /// <summary>Null where nothing better is known.</summary>
    public async Task<string?> OfAsync(Question question, SearchAnswer answer)
    {
        bool onlyExcludes = !question.HasText && question.Excluded.Count > 0;
        if (answer.Outcome != SearchOutcome.Answered || (answer.Total > 0 && (answer.Relaxed is null || answer.HoldingAll > 0) && !onlyExcludes))
        {
            return null;
        }

        string typed = request.Query.Typed.Trim();
        if (KeyboardLayout.Other(typed) is { } switched && await leads(Other(switched), true))
        {
            return switched;
        }

        var spelling = new Spelling(known, analysis, new Held(known, text => leads(Other(text), true), text => leads(Other(text) with { Filters = NoFilters, YearFrom = null, YearTo = null }, true)));
        if (spelling.Switched(request.Query, question.Words) is { } some && await leads(Other(some), true))
        {
            return some;
        }

        return await spelling.OfAsync(request.Query, question.Words) is { } better && (await leads(Other(better), true) || await leads(Other(better), false)) ? better : null;
    }

    private SearchRequest Other(string text) => request with
    {
        Query = Understood(QueryParser.Parse(text, Math.Max(1, text.Length))),
        Size = 1,
        Facets = false,
        Explain = false,
        RaisedAreas = [],
        Sort = SearchSort.Relevance,
        Cursor = null,
    };

    /// <summary>What the caller took for a filter is one again, and what it took for words is words: it will, when that is asked.</summary>
    private ParsedQuery Understood(ParsedQuery other)
    {
        var filters = request.Query.Parts.Where(part => part.Kind == QuestionPartKind.Filter).Select(part => part.Written).ToHashSet(StringComparer.Ordinal);
        return ParsedQuery.Of(other.Typed, [.. other.Parts.Select(part =>
            filters.Contains(part.Written) ? part with { Kind = QuestionPartKind.Filter, Field = part.Field ?? "" }
            : part.Kind == QuestionPartKind.Filter ? part.AsWords()
            : part)]);
    }
}
