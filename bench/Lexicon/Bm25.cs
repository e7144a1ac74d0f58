using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>BM25 over one stream of a set of passages: lengths in positions, idf as in Lucene and Elasticsearch, ln(1 + (n − df + 0.5) / (df + 0.5)).</summary>
internal sealed class Bm25
{
    private readonly Dictionary<string, List<(int Passage, int Times)>> _postings = new(StringComparer.Ordinal);
    private readonly int[] _lengths;
    private readonly double _meanLength;

    public Bm25(IReadOnlyList<IReadOnlyList<Token>> passages)
    {
        _lengths = [.. passages.Select(tokens => tokens.Count == 0 ? 0 : tokens.Select(token => token.Position).Distinct().Count())];
        _meanLength = Math.Max(1, _lengths.Average());
        for (int i = 0; i < passages.Count; i++)
        {
            foreach (IGrouping<string, Token> term in passages[i].GroupBy(token => token.Text, StringComparer.Ordinal))
            {
                if (!_postings.TryGetValue(term.Key, out List<(int, int)>? list))
                {
                    _postings[term.Key] = list = [];
                }

                list.Add((i, term.Count()));
            }
        }
    }

    public double Idf(string term)
    {
        int df = _postings.TryGetValue(term, out List<(int, int)>? list) ? list.Count : 0;
        return Math.Log(1 + ((_lengths.Length - df + 0.5) / (df + 0.5)));
    }

    /// <summary>Scores of all passages; each asked token adds its own.</summary>
    public double[] Score(IEnumerable<Token> asked, double k1, double b)
    {
        double[] scores = new double[_lengths.Length];
        foreach (Token token in asked)
        {
            if (!_postings.TryGetValue(token.Text, out List<(int Passage, int Times)>? list))
            {
                continue;
            }

            double idf = Idf(token.Text);
            foreach ((int passage, int times) in list)
            {
                scores[passage] += idf * times / (times + (k1 * (1 - b + (b * _lengths[passage] / _meanLength))));
            }
        }

        return scores;
    }
}
