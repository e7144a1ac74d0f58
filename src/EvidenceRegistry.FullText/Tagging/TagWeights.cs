namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// What judged texts taught of words: a logistic regression for each concept, and one for <see cref="TagScheme.Abstain"/>, a text about nothing in the tree. Words
/// and pairs are those of stewards' terms and of the plan's wording alone, so that no name of a person is among them. Kept as JSON with the model's version.
/// </summary>
/// <param name="Words">Words, and pairs of neighbouring words with a space between them.</param>
/// <param name="Rarities">For each word, ln of all texts ÷ those that hold it.</param>
/// <param name="Texts">For each code, how many texts were confirmed to be about it.</param>
/// <param name="Biases">For each code, log-odds of a text of no known word, beside the usual concept's.</param>
/// <param name="Steps">For each code, what one unit of its numbers stands for.</param>
/// <param name="Numbers">For each word one signed byte for each code; base64 in JSON.</param>
public sealed record TagWeights(
    IReadOnlyList<string> Words, IReadOnlyList<double> Rarities, IReadOnlyList<string> Codes, IReadOnlyList<int> Texts, IReadOnlyList<double> Biases, IReadOnlyList<double> Steps, byte[] Numbers)
{
    private const int Most = 127;

    /// <param name="weights">Code, then word.</param>
    internal static TagWeights Of(IReadOnlyList<string> words, IReadOnlyList<double> rarities, IReadOnlyList<string> codes, IReadOnlyList<int> texts, IReadOnlyList<double> biases, float[][] weights)
    {
        double[] steps = [.. weights.Select(row => Math.Round(Math.Max(row.Select(Math.Abs).DefaultIfEmpty().Max(), 0.01) / (double)Most, 6) + 0.000001)];
        var numbers = new byte[words.Count * codes.Count];
        for (int code = 0; code < codes.Count; code++)
        {
            for (int word = 0; word < words.Count; word++)
            {
                numbers[(word * codes.Count) + code] = unchecked((byte)(sbyte)Math.Round(weights[code][word] / steps[code]));
            }
        }

        return new TagWeights(words, [.. rarities.Select(r => Math.Round(r, 2))], codes, texts, [.. biases.Select(b => Math.Round(b, 2))], steps, numbers);
    }

    /// <summary>The weight of a word for a code, both by number, in log-odds for each unit of the word's strength.</summary>
    internal double Of(int word, int code) => unchecked((sbyte)Numbers[(word * Codes.Count) + code]) * Steps[code];

    /// <exception cref="InvalidDataException">Numbers are missing or too many.</exception>
    internal void Check()
    {
        if (Numbers.Length != Words.Count * Codes.Count)
        {
            throw new InvalidDataException($"{Words.Count} words and {Codes.Count} codes ask for {Words.Count * Codes.Count} numbers, there are {Numbers.Length}.");
        }
    }
}
