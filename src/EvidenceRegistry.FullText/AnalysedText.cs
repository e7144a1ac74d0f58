namespace EvidenceRegistry.FullText;

/// <summary>The three streams of one text; made once and used for the record document and for the page document.</summary>
internal sealed record AnalysedText(IReadOnlyList<Token> Words, IReadOnlyList<Token> Pairs, IReadOnlyList<Token> Clusters)
{
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
