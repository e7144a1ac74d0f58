using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>
/// Prints MRR@10, R@1 and R@10 of question sets, stream by stream, development half (even articles) and test half apart;
/// with <c>--tune</c>, moves one weight after another where the mean of the sets' development halves gains.
/// </summary>
internal static class RetrievalReport
{
    private static readonly double[] Steps = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.2];
    private static readonly double[] Holds = [0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9];
    private static readonly Func<RankingWeights, IEnumerable<RankingWeights>>[] Weights =
    [
        w => Steps.Select(x => w with { Pairs = x }),
        w => Steps.Select(x => w with { Clusters = x }),
        w => Steps.Select(x => w with { Window = x }),
        w => new[] { 10, 15, 20, 25, 30, 40, 50 }.Select(x => w with { WindowWords = x }),
        w => new[] { 0.4, 0.6, 0.8, 1.0, 1.2 }.Select(x => w with { K1 = x }),
        w => Holds.Select(x => w with { B = x }),
    ];

    public static void Run(string mappings, string[] paths, bool tune)
    {
        TextAnalysis analysis = TextAnalysis.Load(mappings);
        Retrieval[] sets = [.. paths.Select(path => new Retrieval(XquadSet.Read(path), analysis))];
        RankingWeights weights = RankingWeights.Default;
        RankingWeights words = weights with { Pairs = 0, Clusters = 0, Window = 0 };
        for (int i = 0; i < sets.Length; i++)
        {
            Console.WriteLine($"\n{Path.GetFileName(paths[i])}\n\n| streams | development MRR@10 | test MRR@10 | all MRR@10 | all R@1 | all R@10 |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
            Print(sets[i], "words", words);
            Print(sets[i], "words + word pairs", words with { Pairs = weights.Pairs });
            Print(sets[i], "words + cluster pairs", words with { Clusters = weights.Clusters });
            Print(sets[i], "words + window", words with { Window = weights.Window });
            Print(sets[i], "all but word pairs", weights with { Pairs = 0 });
            Print(sets[i], "all but cluster pairs", weights with { Clusters = 0 });
            Print(sets[i], "all but window", weights with { Window = 0 });
            Print(sets[i], "all", weights);
        }

        if (tune)
        {
            RankingWeights best = Tune(sets, weights);
            Array.ForEach(sets, set => Print(set, "tuned", best));
        }
    }

    private static RankingWeights Tune(Retrieval[] sets, RankingWeights best)
    {
        double mrr = Development(sets, best);
        foreach (Func<RankingWeights, IEnumerable<RankingWeights>> weight in Weights.Concat(Weights))
        {
            foreach (RankingWeights tried in weight(best).ToList())
            {
                double now = Development(sets, tried);
                if (now > mrr + 1e-9)
                {
                    (best, mrr) = (tried, now);
                    Console.WriteLine($"{now:F4} {tried}");
                }
            }
        }

        return best;
    }

    private static double Development(Retrieval[] sets, RankingWeights weights) => sets.Average(set => Retrieval.Mrr(set.Half(set.Ranks(weights), true)));

    private static void Print(Retrieval set, string name, RankingWeights weights)
    {
        int[] ranks = set.Ranks(weights);
        double r1 = ranks.Average(rank => rank == 1 ? 1.0 : 0);
        double r10 = ranks.Average(rank => rank <= 10 ? 1.0 : 0);
        Console.WriteLine($"| {name} | {Retrieval.Mrr(set.Half(ranks, true)):F4} | {Retrieval.Mrr(set.Half(ranks, false)):F4} | {Retrieval.Mrr(ranks):F4} | {r1:F4} | {r10:F4} |");
    }
}
