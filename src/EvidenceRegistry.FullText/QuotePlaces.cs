namespace EvidenceRegistry.FullText;

/// <summary>Every place of a quotation in a text's cluster pairs; linear in the text (Knuth, Morris and Pratt).</summary>
internal static class QuotePlaces
{
    /// <returns>UTF-16 bounds of the quoted clusters.</returns>
    public static IEnumerable<(int Start, int End)> Of(Quote quote, IReadOnlyList<Token> pairs)
    {
        if (quote.IsPrefix)
        {
            foreach (Token pair in pairs.Where(pair => pair.Text.StartsWith(quote.Terms[0], StringComparison.Ordinal)))
            {
                yield return (pair.Start, EndOfFirst(pair, pairs));
            }

            yield break;
        }

        int[] fallback = Fallbacks(quote.Terms);
        int matched = 0;
        for (int i = 0; i < pairs.Count; i++)
        {
            while (matched > 0 && pairs[i].Text != quote.Terms[matched])
            {
                matched = fallback[matched - 1];
            }

            matched += pairs[i].Text == quote.Terms[matched] ? 1 : 0;
            if (matched == quote.Terms.Count)
            {
                yield return (pairs[i - matched + 1].Start, pairs[i].End);
                matched = fallback[matched - 1];
            }
        }
    }

    /// <summary>A pair spans two clusters; the next pair begins where its second one does.</summary>
    private static int EndOfFirst(Token pair, IReadOnlyList<Token> pairs) =>
        pair.Position + 1 < pairs.Count ? Math.Min(pair.End, pairs[pair.Position + 1].Start) : pair.End;

    private static int[] Fallbacks(IReadOnlyList<string> terms)
    {
        var fallback = new int[terms.Count];
        for (int i = 1, matched = 0; i < terms.Count; i++)
        {
            while (matched > 0 && terms[i] != terms[matched])
            {
                matched = fallback[matched - 1];
            }

            matched += terms[i] == terms[matched] ? 1 : 0;
            fallback[i] = matched;
        }

        return fallback;
    }
}
