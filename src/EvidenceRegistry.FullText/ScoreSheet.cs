using Lucene.Net.Index;

namespace EvidenceRegistry.FullText;

/// <summary>
/// The costlier parts of the score for a few records at hand: word pairs, cluster pairs and the best window. The score is
/// (words + the parts, each by its weight) × prior × place × recency; words alone give the order beyond the first hundred.
/// </summary>
internal sealed class ScoreSheet
{
    private readonly IndexView _view;
    private readonly RankingWeights _weights;
    private readonly ReadableFields _readable;
    private readonly Question _question;
    private readonly TermScores _terms;
    private readonly HitOrder _order;
    private readonly WordWeights _rarity;
    private readonly FoundDocuments? _run;

    public ScoreSheet(IndexView view, Question question, ReadableFields readable, HitOrder order, RankingWeights weights, TermScores terms, WordWeights rarity, FoundDocuments? run)
    {
        (_view, _question, _readable, _order, _weights) = (view, question, readable, order, weights);
        (_terms, _rarity, _run) = (terms, rarity, run);
    }

    /// <summary>The hits in the order of the whole score, ties by id.</summary>
    /// <param name="words">Hits with their score by words.</param>
    public IReadOnlyList<RankedHit> Rank(IReadOnlyList<HitKey> words, bool explain)
    {
        HitKey[] byDoc = [.. words.OrderBy(hit => hit.Doc)];
        int[] docs = [.. byDoc.Select(hit => hit.Doc)];
        QuestionWord[] asked = [.. _question.AllWords];
        double[] pairs = Sum(TextStream.Pairs, _question.Pairs, docs);
        double[] clusters = Sum(TextStream.Clusters, _question.Clusters, docs);
        double[] idf = [.. asked.Select(_rarity.Of)];
        double[] window = asked.Length < 2
            ? new double[docs.Length]
            : new WindowScores(_view.RecordReader, _terms.Seeker, _weights.WindowWords).Best(_readable[TextStream.Words], asked, idf, docs);
        bool[] whole = Whole(docs);
        var ranked = new List<(HitKey Key, RankedHit Hit)>(docs.Length);
        foreach (AtomicReaderContext leaf in _view.RecordReader.Leaves)
        {
            _order.Enter(leaf);
            for (int i = 0; i < docs.Length; i++)
            {
                int doc = docs[i] - leaf.DocBase;
                if (doc < 0 || doc >= leaf.AtomicReader.MaxDoc)
                {
                    continue;
                }

                var parts = new ScoreParts(
                    pairs[i] * _weights.Pairs,
                    clusters[i] * _weights.Clusters,
                    window[i] * _weights.Window / (1 + _weights.K1),
                    whole[i] ? (_question.Run is null ? idf.Sum() * _weights.Whole : _weights.Run) : 0,
                    _question.Run is not null,
                    _order.Prior(doc),
                    _order.Place(doc),
                    _order.Recency(doc));
                double score = parts.Score(byDoc[i].Score);
                ranked.Add((byDoc[i] with { First = -score }, new RankedHit(docs[i], score, explain ? parts.Named(byDoc[i].Score) : null)));
            }
        }

        return [.. ranked.OrderBy(hit => hit.Key).Select(hit => hit.Hit)];
    }

    private bool[] Whole(int[] docs) => (_run, _question.Whole) switch
    {
        ({ } found, _) => found.Hold(_view.RecordReader, docs),
        (_, { } whole) => new RunScan(_view.RecordReader, _terms.Seeker, _readable[TextStream.Clusters], whole).Of(docs),
        _ => new bool[docs.Length],
    };

    private double[] Sum(TextStream stream, IReadOnlyList<string> terms, int[] docs)
    {
        var sums = new double[docs.Length];
        foreach (string term in terms)
        {
            double[] one = _terms.Best(_readable[stream], [term], docs);
            for (int i = 0; i < sums.Length; i++)
            {
                sums[i] += one[i];
            }
        }

        return sums;
    }
}
