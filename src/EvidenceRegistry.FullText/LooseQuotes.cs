namespace EvidenceRegistry.FullText;

/// <summary>
/// The question with its quotations as words, asked where nothing holds them: a pasted title has quotation marks that nobody meant
/// as an order.
/// </summary>
internal static class LooseQuotes
{
    /// <summary>Null where nothing but quotations was asked.</summary>
    public static SearchRequest? Of(SearchRequest request) =>
        request.Query.Quotes.Count > 0 && !string.IsNullOrWhiteSpace(request.Query.Text) && request.Sort == SearchSort.Relevance
            ? request with { Query = request.Query with { Text = string.Join(' ', request.Query.Quotes.Prepend(request.Query.Text)), Quotes = [] } }
            : null;

    /// <summary>The answer to it, which says that the quotations were let go.</summary>
    public static SearchAnswer LetGo(SearchAnswer answer, SearchRequest request) => answer with
    {
        Relaxed = [.. request.Query.Quotes, .. (answer.Relaxed ?? []).Where(word => !request.Query.Quotes.Any(quote => quote.Contains(word, StringComparison.Ordinal)))],
        HoldingAll = 0,
    };
}
