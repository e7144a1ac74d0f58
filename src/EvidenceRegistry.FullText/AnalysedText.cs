namespace EvidenceRegistry.FullText;

/// <summary>The three streams of one text; made once and used for the record document and for the page document.</summary>
internal sealed record AnalysedText(IReadOnlyList<Token> Words, IReadOnlyList<Token> Pairs, IReadOnlyList<Token> Clusters)
{
    /// <summary>Letters of pages that are held analysed, at some 55 bytes each. Beyond them a page is analysed anew at every use, three or four times, and one is held at a time.</summary>
    internal const long MostHeld = 4_000_000;

    /// <summary>The pages of one document, for one thread.</summary>
    public static IReadOnlyList<AnalysedText> OfPages(TextAnalysis analysis, IReadOnlyList<PageText> pages)
    {
        if (pages.Sum(page => (long)page.Text.Length) <= MostHeld)
        {
            return [.. pages.Select(page => Of(analysis, page.Text))];
        }

        var one = new OnePage(analysis, pages);
        return [.. pages.Select((_, i) => new AnalysedText(new PageTokens(one, i, TextStream.Words), new PageTokens(one, i, TextStream.Pairs), new PageTokens(one, i, TextStream.Clusters)))];
    }

    public static AnalysedText Of(TextAnalysis analysis, string text)
    {
        IReadOnlyList<Token> words = analysis.Words(text);
        return new AnalysedText(words, TextAnalysis.WordPairs(words), TextAnalysis.ClusterPairs(text));
    }

    public IReadOnlyList<Token> this[TextStream stream] => stream switch
    {
        TextStream.Words => Words,
        TextStream.Pairs => Pairs,
        _ => Clusters,
    };
}
