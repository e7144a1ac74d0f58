using System.Runtime.Intrinsics;

namespace EvidenceRegistry.FullText.Tagging;

/// <summary>One text for all regressions: rows of its features and how strong each is, and what it says of each code.</summary>
/// <param name="Right">By number of the code: whether the text is one of its own.</param>
/// <param name="Weights">By number of the code: how much that counts, 0 where nothing is known.</param>
internal sealed record WordExample(int[] Rows, float[] Strengths, bool[] Right, float[] Weights);

/// <summary>
/// Logistic regressions over words and pairs, eight codes at once: steps of a size of each weight's own (AdaGrad) through the examples in their order and back, each drawn to
/// where it began. The same examples give the same numbers, whatever the machine's width.
/// </summary>
internal static class WordRegression
{
    public const int Together = 8;

    /// <summary>Rounds through many texts that begin from nothing; a few that move what was taught go more often.</summary>
    private const int Rounds = 12, RoundsOfFew = 25;

    private const float Step = 0.3f, BiasStep = 0.03f, Penalty = 1e-4f, Settled = 0.003f;

    /// <summary>
    /// What every weight counts as having been moved already: a word of few texts is moved little. Weights that many texts have settled are moved less still by a few new ones.
    /// </summary>
    private const float Unmoved = 0.03f, UnmovedBias = 1e-8f, Moved = 10;

    /// <param name="first">Number of the first of the codes.</param>
    /// <param name="count">How many codes, at most <see cref="Together"/>.</param>
    /// <param name="began">Weights by row that were taught before, 0 for a code of which nothing was; null: of none.</param>
    /// <param name="taught">By code, whether it was taught before.</param>
    /// <param name="bias">By code, where log-odds begin; moved in place.</param>
    /// <returns>Weights by row.</returns>
    public static Vector256<float>[] Fit(IReadOnlyList<WordExample> examples, int rows, Vector256<float>[]? began, int first, int count, ReadOnlySpan<bool> taught, Span<float> bias)
    {
        Vector256<float>[] weights = began is null ? new Vector256<float>[rows] : [.. began];
        var squares = new Vector256<float>[rows];
        Span<float> already = stackalloc float[Together], biasSquares = stackalloc float[Together], errors = stackalloc float[Together];
        for (int code = 0; code < Together; code++)
        {
            bool known = code < count && taught[code];
            (already[code], biasSquares[code]) = (known ? Moved : Unmoved, known ? Moved : UnmovedBias);
        }

        Array.Fill(squares, Vector256.Create<float>(already));
        for (int round = 0; round < (began is null ? Rounds : RoundsOfFew); round++)
        {
            for (int i = 0; i < examples.Count; i++)
            {
                WordExample example = examples[round % 2 == 0 ? i : examples.Count - 1 - i];
                if (!Errors(example, weights, first, count, bias, errors))
                {
                    continue;
                }

                Move(example, weights, squares, began, Vector256.Create<float>(errors));
                for (int code = 0; code < count; code++)
                {
                    biasSquares[code] += errors[code] * errors[code];
                    bias[code] -= BiasStep * errors[code] / MathF.Sqrt(biasSquares[code]);
                }
            }
        }

        return weights;
    }

    /// <returns>False where the text is told rightly for every code.</returns>
    private static bool Errors(WordExample example, Vector256<float>[] weights, int first, int count, ReadOnlySpan<float> bias, Span<float> errors)
    {
        Vector256<float> odds = Vector256.Create<float>(bias);
        for (int at = 0; at < example.Rows.Length; at++)
        {
            odds += weights[example.Rows[at]] * example.Strengths[at];
        }

        bool any = false;
        errors.Clear();
        for (int code = 0; code < count; code++)
        {
            float error = example.Weights[first + code] * (float)((1 / (1 + Math.Exp(-odds[code]))) - (example.Right[first + code] ? 1 : 0));
            if (Math.Abs(error) >= Settled)
            {
                errors[code] = error;
                any = true;
            }
        }

        return any;
    }

    private static void Move(WordExample example, Vector256<float>[] weights, Vector256<float>[] squares, Vector256<float>[]? began, Vector256<float> errors)
    {
        // What is settled stays where it is.
        Vector256<float> moves = ~Vector256.Equals(errors, Vector256<float>.Zero);
        for (int at = 0; at < example.Rows.Length; at++)
        {
            int row = example.Rows[at];
            Vector256<float> away = began is null ? weights[row] : weights[row] - began[row];
            Vector256<float> slope = ((errors * example.Strengths[at]) + (away * Penalty)) & moves;
            squares[row] += slope * slope;
            weights[row] -= slope * Step / Vector256.Sqrt(squares[row]);
        }
    }
}
