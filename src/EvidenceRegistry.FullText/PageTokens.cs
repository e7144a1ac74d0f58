using System.Collections;

namespace EvidenceRegistry.FullText;

/// <summary>One stream of a page of a document whose pages are too long to be held analysed: made when it is read, in the place of the page read before.</summary>
internal sealed class PageTokens(OnePage pages, int page, TextStream stream) : IReadOnlyList<Token>
{
    private int _count = -1;

    public int Count => _count < 0 ? _count = Tokens.Count : _count;

    private IReadOnlyList<Token> Tokens => pages.Of(page, stream);

    public Token this[int index] => Tokens[index];

    public IEnumerator<Token> GetEnumerator() => Tokens.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The pages of a document, of which the one read last is held, as far as it was asked for. For one thread.</summary>
internal sealed class OnePage(TextAnalysis analysis, IReadOnlyList<PageText> pages)
{
    private int _page = -1;
    private IReadOnlyList<Token>? _words;
    private IReadOnlyList<Token>? _pairs;
    private IReadOnlyList<Token>? _clusters;

    public IReadOnlyList<Token> Of(int page, TextStream stream)
    {
        if (_page != page)
        {
            (_page, _words, _pairs, _clusters) = (page, null, null, null);
        }

        string text = pages[page].Text;
        return stream switch
        {
            TextStream.Words => _words ??= analysis.Words(text),
            TextStream.Pairs => _pairs ??= TextAnalysis.WordPairs(_words ??= analysis.Words(text)),
            _ => _clusters ??= TextAnalysis.ClusterPairs(text),
        };
    }
}
