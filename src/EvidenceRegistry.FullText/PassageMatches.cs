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

    public static PassageMatches Of(Question question, string text, IReadOnlyList<Token> tokens)
    {
        QuestionWord[] asked = [.. question.AllWords];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int word = 0; word < asked.Length; word++)
        {
            foreach (string variant in asked[word].Variants)
            {
                numbers.TryAdd(variant, word);
            }
        }

        var words = new List<(int Start, int End, int Word)>();
        var counts = new int[asked.Length];
        foreach (Token token in tokens)
        {
            if (numbers.TryGetValue(token.Text, out int word))
            {
                words.Add((token.Start, token.End, word));
                counts[word]++;
            }
        }

        HashSet<(int Start, int End, int Word)> known = [.. words];
        foreach ((int word, BridgedForm form) in asked.SelectMany((word, at) => word.Others.Select(form => (at, form))))
        {
            foreach ((int start, int end) in form.In(tokens).Where(place => known.Add((place.Start, place.End, word))))
            {
                words.Add((start, end, word));
                counts[word]++;
            }
        }

        words.Sort();
        List<(int Start, int End)> quotes = [];
        IReadOnlyList<Token> pairs = question.Quotes.Count == 0 ? [] : TextAnalysis.ClusterPairs(text);
        foreach (Quote quote in question.Quotes)
        {
            quotes.AddRange(QuotePlaces.Of(quote, pairs));
        }

        quotes.Sort();
        return new PassageMatches(words, quotes, [.. counts.Select(count => 1 / (1 + Math.Log(Math.Max(1, count))))]);
    }
}
