namespace EvidenceRegistry.FullText.Tagging;

/// <summary>One example of a yes or no: what was known before it (log-odds), features by number, the answer and how much it counts.</summary>
internal readonly record struct Example(double Offset, IReadOnlyList<(int Feature, double Value)> Features, bool Right, double Weight = 1);

/// <summary>
/// Logistic regression kept near given numbers by a penalty on the square of the distance; few examples move it little. Steps of a size of each
/// feature's own (AdaGrad), in the order of the examples: the same examples give the same numbers.
/// </summary>
internal static class Logistic
{
    private const int Rounds = 80;

    private const double FirstStep = 0.5;

    /// <param name="near">Where the numbers begin and are drawn back to.</param>
    /// <param name="penalty">How strongly, for each number.</param>
    public static double[] Fit(IReadOnlyList<Example> examples, double[] near, Func<int, double> penalty)
    {
        double[] weights = [.. near];
        var squares = new double[weights.Length];
        var slopes = new double[weights.Length];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < weights.Length; i++)
            {
                slopes[i] = penalty(i) * (weights[i] - near[i]);
            }

            foreach (Example example in examples)
            {
                double sum = example.Offset;
                foreach (var (feature, value) in example.Features)
                {
                    sum += weights[feature] * value;
                }

                double error = example.Weight * ((1 / (1 + Math.Exp(-sum))) - (example.Right ? 1 : 0));
                foreach (var (feature, value) in example.Features)
                {
                    slopes[feature] += error * value;
                }
            }

            for (int i = 0; i < weights.Length; i++)
            {
                squares[i] += slopes[i] * slopes[i];
                if (squares[i] > 0)
                {
                    weights[i] -= FirstStep * slopes[i] / Math.Sqrt(squares[i]);
                }
            }
        }

        return weights;
    }
}
