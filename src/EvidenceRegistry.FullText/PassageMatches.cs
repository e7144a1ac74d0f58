namespace EvidenceRegistry.FullText;

/// <summary>Where the words and quotations of a question stand in one text.</summary>
internal sealed class PassageMatches
{
    private PassageMatches(List<(int Start, int End, int Word)> words, List<(int Start, int End)> quotes, double[] weights) =>
        (Words, Quotes, Weights) = (words, quotes, weights);

    /// <summary>UTF-16 bounds and the number of the question's word, in the order of the text.</summary>
    public List<(int Start, int End, int Word)> Words { get; }

    /// <summary>UTF-16 bounds, in the order of the text.</summary>
    public List<(int Start, int End)> Quotes { get; }

    /// <summary>By word of the question: the rarer in this text, the heavier.</summary>
    public double[] Weights { get; }

    public static PassageMatches Of(AskedWords asked, string text, IReadOnlyList<Token> tokens)
    {
        var words = new List<(int Start, int End, int Word)>();
        var counts = new int[asked.Count];
        foreach (Token token in tokens)
        {
            if (asked.Find(token.Text) is { } word)
            {
                words.Add((token.Start, token.End, word));
                counts[word]++;
            }
        }

        AddOthers(asked, tokens, words, counts);
        words.Sort();
        List<(int Start, int End)> quotes = [];
        IReadOnlyList<Token> pairs = asked.Quotes.Count == 0 ? [] : TextAnalysis.ClusterPairs(text);
        foreach (Quote quote in asked.Quotes)
        {
            quotes.AddRange(QuotePlaces.Of(quote, pairs));
        }

        quotes.Sort();
        return new PassageMatches(words, quotes, [.. counts.Select(count => 1 / (1 + Math.Log(Math.Max(1, count))))]);
    }

    /// <summary>Other ways to say a word, where it does not stand itself.</summary>
    private static void AddOthers(AskedWords asked, IReadOnlyList<Token> tokens, List<(int Start, int End, int Word)> words, int[] counts)
    {
        if (asked.Others.Count == 0)
        {
            return;
        }

        HashSet<(int Start, int End, int Word)> known = [.. words];
        foreach ((int word, BridgedForm form) in asked.Others)
        {
            foreach ((int start, int end) in form.In(tokens).Where(place => known.Add((place.Start, place.End, word))))
            {
                words.Add((start, end, word));
                counts[word]++;
            }
        }
    }
}
