namespace EvidenceRegistry.FullText;

/// <summary>
/// The question with its quotations as words where they stood, asked where they stand in the way: a pasted title has quotation marks
/// that nobody meant as an order.
/// </summary>
internal static class LooseQuotes
{
    /// <summary>A question of so many words beside its quotations, function words apart, was pasted.</summary>
    private const int PastedWords = 8;

    /// <summary>
    /// Nothing was found; or, in a pasted title, nothing holds quotations and words together. Of a question of quotations alone: nothing holds them, whatever the filters.
    /// </summary>
    public static bool Hinder(SearchAnswer strict, Question question) =>
        strict.HeldByNone ? strict.Total == 0 || question.Words.Count >= PastedWords : strict.Total == 0 && question.Words.Count > 0;

    /// <summary>Null where nothing but quotations in typed marks was asked, or nothing that holds a word; printed marks alone may have come with a title.</summary>
    public static SearchRequest? Of(SearchRequest request, TextAnalysis analysis) =>
        request.Query.Quotes.Count > 0 && request.Sort == SearchSort.Relevance
            && (!string.IsNullOrWhiteSpace(request.Query.Text) || !request.Query.Typed.Contains(QueryReader.TypedSigns, StringComparison.Ordinal))
            && request.Query with { Text = request.Query.InOrder, Quotes = [] } is var words && Question.Of(words, analysis).HasText
            ? request with { Query = words }
            : null;

    /// <summary>The first answer to it, which says that the quotations were let go; facets count what each choice would find.</summary>
    public static SearchAnswer LetGo(SearchAnswer answer, SearchRequest request, SearchAnswer strict) =>
        LetGo(answer, request) with { Facets = request.Facets ? FacetSteps.Joined(strict.Facets, answer.Facets, request) : answer.Facets };

    /// <summary>The answer to it, which says that the quotations were let go.</summary>
    public static SearchAnswer LetGo(SearchAnswer answer, SearchRequest request) => answer with
    {
        Relaxed = [.. request.Query.Quotes, .. (answer.Relaxed ?? []).Where(word => !request.Query.Quotes.Any(quote => quote.Contains(word, StringComparison.Ordinal)))],
        HoldingAll = 0,
    };
}
