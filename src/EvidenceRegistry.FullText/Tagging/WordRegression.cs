namespace EvidenceRegistry.FullText.Tagging;

/// <summary>One text for one regression: strengths of words by row, whether it is one of them, how much it counts.</summary>
internal readonly record struct WordExample((int Word, int Row, double Strength)[] Words, bool Right, double Weight);

/// <summary>
/// Logistic regression over words: steps of a size of each word's own (AdaGrad) through the examples in their order and back, each drawn to where it began. The same
/// examples give the same numbers.
/// </summary>
internal static class WordRegression
{
    private const int Rounds = 25;

    private const double Step = 0.3, BiasStep = 0.03, Penalty = 1e-4, Settled = 0.001;

    /// <summary>What weights that many texts have settled count as having been moved already: a few new texts move them little.</summary>
    private const double Moved = 10;

    /// <param name="began">Weights by row that were taught before; null: none.</param>
    public static (double[] Weights, double Bias) Fit(IReadOnlyList<WordExample> examples, int rows, double[]? began, double bias)
    {
        var weights = began is null ? new double[rows] : [.. began];
        var squares = new double[rows];
        Array.Fill(squares, began is null ? 1e-8 : Moved);
        double biasSquares = began is null ? 1e-8 : Moved;
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < examples.Count; i++)
            {
                WordExample example = examples[round % 2 == 0 ? i : examples.Count - 1 - i];
                double sum = bias;
                foreach (var (_, row, strength) in example.Words)
                {
                    sum += weights[row] * strength;
                }

                double error = example.Weight * ((1 / (1 + Math.Exp(-sum))) - (example.Right ? 1 : 0));
                if (Math.Abs(error) < Settled)
                {
                    continue;
                }

                foreach (var (_, row, strength) in example.Words)
                {
                    double slope = (error * strength) + (Penalty * (weights[row] - (began?[row] ?? 0)));
                    squares[row] += slope * slope;
                    weights[row] -= Step * slope / Math.Sqrt(squares[row]);
                }

                biasSquares += error * error;
                bias -= BiasStep * error / Math.Sqrt(biasSquares);
            }
        }

        return (weights, bias);
    }
}
