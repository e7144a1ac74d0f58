using System.Collections.Concurrent;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>Question → passage on one set: the scores of every stream for every question, so that weights can be tried without analysing again.</summary>
internal sealed class Retrieval
{
    private readonly XquadSet _set;
    private readonly Bm25 _words;
    private readonly Bm25 _pairs;
    private readonly Bm25 _clusters;
    private readonly IReadOnlyList<IReadOnlyList<Token>> _passageWords;
    private readonly IReadOnlyList<Asked> _asked;
    private readonly ConcurrentDictionary<(Bm25 Stream, double K1, double B), double[][]> _scores = new();
    private readonly ConcurrentDictionary<int, double[][]> _windows = new();

    public Retrieval(XquadSet set, TextAnalysis analysis)
    {
        _set = set;
        _passageWords = [.. set.Passages.Select(analysis.Words)];
        _words = new Bm25(_passageWords);
        _pairs = new Bm25([.. _passageWords.Select(TextAnalysis.WordPairs)]);
        _clusters = new Bm25([.. set.Passages.Select(TextAnalysis.ClusterPairs)]);
        _asked = [.. set.Questions.Select(question => new Asked(analysis.QueryWords(question.Text), TextAnalysis.WordPairs(analysis.Words(question.Text)), TextAnalysis.RankingClusterPairs(question.Text)))];
    }

    /// <summary>For each question the rank of its passage, from 1.</summary>
    public int[] Ranks(RankingWeights weights)
    {
        double[][] words = Scores(_words, asked => asked.Words, weights.K1, weights.B);
        double[][] pairs = Scores(_pairs, asked => asked.Pairs, weights.K1, weights.B);
        double[][] clusters = Scores(_clusters, asked => asked.Clusters, weights.K1, weights.B);
        double[][] windows = _windows.GetOrAdd(weights.WindowWords, length => [.. _asked.AsParallel().AsOrdered().Select(asked => Windows(asked, length))]);
        int[] ranks = new int[_asked.Count];
        for (int q = 0; q < ranks.Length; q++)
        {
            int answer = _set.Questions[q].Passage;
            double Score(int i) => words[q][i] + (weights.Pairs * pairs[q][i]) + (weights.Clusters * clusters[q][i])
                + (weights.Window / (1 + weights.K1) * windows[q][i]);
            int[] first = [.. Enumerable.Range(0, _set.Passages.Count).OrderByDescending(i => words[q][i]).ThenBy(i => i).Take(weights.ReRanked)];
            ranks[q] = Array.IndexOf(first, answer) < 0
                ? words[q].Count(score => score > words[q][answer]) + 1
                : 1 + first.Count(i => Score(i) > Score(answer) || (Score(i) == Score(answer) && i < answer));
        }

        return ranks;
    }

    /// <summary>The ranks of one half of the questions.</summary>
    public IEnumerable<int> Half(int[] ranks, bool development) => ranks.Where((_, q) => _set.Questions[q].IsDevelopment == development);

    public static double Mrr(IEnumerable<int> ranks) => ranks.Average(rank => rank <= 10 ? 1.0 / rank : 0);

    private double[][] Scores(Bm25 stream, Func<Asked, IEnumerable<Token>> asked, double k1, double b) =>
        _scores.GetOrAdd((stream, k1, b), key => [.. _asked.Select(question => stream.Score(asked(question), key.K1, key.B))]);

    private double[] Windows(Asked asked, int length)
    {
        var idf = asked.Words.DistinctBy(token => token.Text).ToDictionary(token => token.Text, token => _words.Idf(token.Text), StringComparer.Ordinal);
        return [.. _passageWords.Select(words => BestWindow(words, idf, length))];
    }

    private static double BestWindow(IReadOnlyList<Token> words, Dictionary<string, double> idf, int length)
    {
        var inside = new Dictionary<string, int>(StringComparer.Ordinal);
        double sum = 0;
        double best = 0;
        int first = 0;
        foreach (Token word in words)
        {
            if (idf.TryGetValue(word.Text, out double value))
            {
                sum += inside.GetValueOrDefault(word.Text) == 0 ? value : 0;
                inside[word.Text] = inside.GetValueOrDefault(word.Text) + 1;
            }

            for (; words[first].Position <= word.Position - length; first++)
            {
                if (idf.TryGetValue(words[first].Text, out value) && --inside[words[first].Text] == 0)
                {
                    sum -= value;
                }
            }

            best = Math.Max(best, sum);
        }

        return best;
    }

    private sealed record Asked(IReadOnlyList<Token> Words, IReadOnlyList<Token> Pairs, IReadOnlyList<Token> Clusters);
}
