namespace EvidenceRegistry.FullText.Tagging;

/// <summary>A word of a text, or a pair of neighbouring words, by their numbers in the scheme; <paramref name="Second"/> is 0 for a word alone.</summary>
internal readonly record struct WordKey(int First, int Second)
{
    public bool IsPair => Second > 0;
}

/// <summary>What a text shows of what is known: words and pairs weighed by their rarity, words of at most unit length and pairs of a little less.</summary>
/// <param name="Known">How far the words are known, 0–1: a title alone is known in part, English not at all.</param>
internal sealed record WordVector(IReadOnlyList<(WordKey Key, int Row, double Strength)> Parts, double Known)
{
    /// <summary>A word that is in two of five texts tells none from another.</summary>
    private const double LeastRarity = 0.9;

    /// <summary>Keeps a text of three words from being sure of anything: what is added to the square of every length.</summary>
    private const double ShortText = 400;

    /// <summary>Part of its greatest length that a text must reach to count as known.</summary>
    private const double Enough = 0.4;

    /// <summary>What all pairs together count beside all words.</summary>
    private const double Pairs = 0.7;

    /// <param name="words">Words and pairs of a text (<see cref="Evidence.Words"/>).</param>
    /// <param name="rarity">Row and rarity; null: not known.</param>
    public static WordVector Of(IReadOnlyDictionary<WordKey, double> words, Func<WordKey, (int Row, double Rarity)?> rarity)
    {
        var known = words.Select(w => (w.Key, At: rarity(w.Key), w.Value)).Where(w => w.At is { } at && (w.Key.IsPair || at.Rarity >= LeastRarity))
            .Select(w => (w.Key, w.At!.Value.Row, Strength: w.Value * w.At.Value.Rarity)).OrderBy(w => w.Row).ToList();
        double ofWords = known.Where(w => !w.Key.IsPair).Sum(w => w.Strength * w.Strength), ofPairs = known.Where(w => w.Key.IsPair).Sum(w => w.Strength * w.Strength);
        double word = 1 / Math.Sqrt(ofWords + ShortText), pair = Pairs / Math.Sqrt(ofPairs + ShortText);
        return new WordVector([.. known.Select(w => (w.Key, w.Row, w.Strength * (w.Key.IsPair ? pair : word)))], Math.Min(1, ofWords / (ofWords + ShortText) / Enough));
    }
}
