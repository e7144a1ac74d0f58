namespace EvidenceRegistry.FullText;

/// <summary>
/// Which tokens stand in which text field of a record document and of a page document: the same for both engines.
/// </summary>
internal static class TextRuns
{
    private static readonly TextStream[] AllStreams = [TextStream.Words, TextStream.Pairs, TextStream.Clusters];

    /// <summary>
    /// Pages are asked for words and clusters only: on a page, cluster pairs say what word pairs would,
    /// so a third stream would cost its size for nothing.
    /// </summary>
    private static readonly TextStream[] PageStreams = [TextStream.Words, TextStream.Clusters];

    /// <summary>Field → runs of the record document. Open texts stand before open pages.</summary>
    public static Dictionary<string, List<TokenRun>> OfRecord(
        IndexDocument document, IReadOnlyList<AnalysedText> texts, IReadOnlyList<AnalysedText> pages)
    {
        var runs = new Dictionary<string, List<TokenRun>>(StringComparer.Ordinal);
        for (int i = 0; i < texts.Count; i++)
        {
            Add(runs, IndexFields.Weighted(document.Texts[i].Field), new TokenRun(texts[i].Words));
            Add(runs, IndexFields.Vocabulary, new TokenRun(AsWritten(texts[i].Words)));
            foreach (TextStream stream in AllStreams)
            {
                Add(runs, IndexFields.Text(TextClass.Open, stream), new TokenRun(texts[i][stream]));
            }
        }

        for (int i = 0; i < pages.Count; i++)
        {
            AddPage(runs, document.Pages[i], pages[i], AllStreams);
        }

        return runs;
    }

    public static Dictionary<string, List<TokenRun>> OfPage(PageText page, AnalysedText text)
    {
        var runs = new Dictionary<string, List<TokenRun>>(StringComparer.Ordinal);
        AddPage(runs, page, text, PageStreams);
        return runs;
    }

    /// <summary>
    /// Words of two or more letters. Of Latin words only the most specific variant: the others are stems, which nobody
    /// writes. Parts of Thai compounds are words themselves.
    /// </summary>
    private static Token[] AsWritten(IReadOnlyList<Token> words) =>
    [
        .. words.Where((word, i) => word.Text.Length > 1 && char.IsLetter(word.Text[0])
            && (!char.IsAscii(word.Text[0]) || i == 0 || words[i - 1].Position != word.Position)),
    ];

    private static void AddPage(Dictionary<string, List<TokenRun>> runs, PageText page, AnalysedText text, TextStream[] streams)
    {
        foreach (TextStream stream in streams)
        {
            Add(runs, IndexFields.Text(page.Class, stream), new TokenRun(text[stream]));
            if (page.Class == TextClass.Open)
            {
                continue;
            }

            foreach (int agency in page.Agencies.Distinct())
            {
                Add(runs, IndexFields.AgencyText(stream), new TokenRun(text[stream], ReadableFields.PrefixOf(agency)));
            }
        }
    }

    private static void Add(Dictionary<string, List<TokenRun>> runs, string field, TokenRun run)
    {
        if (run.Tokens.Count == 0)
        {
            return;
        }

        if (!runs.TryGetValue(field, out List<TokenRun>? list))
        {
            runs[field] = list = [];
        }

        list.Add(run);
    }
}
