using Lucene.Net.Index;
using Lucene.Net.Queries.Mlt;
using Lucene.Net.Search;

namespace EvidenceRegistry.FullText;

/// <summary>Records that share the telling open words of one record: its titles, abstracts and keywords.</summary>
internal static class MoreLike
{
    /// <summary>Words of the record that are asked for; the library's default.</summary>
    public const int MostWords = 25;

    /// <summary>Fields whose words a record remembers.</summary>
    public static IReadOnlyList<TextField> Fields => [TextField.Title, TextField.Abstract, TextField.Keywords];

    /// <summary>
    /// Different words from which on an abstract speaks for the record alone: title and keywords say nothing that it does not, and to ask for
    /// the frequency of every word in every field cost more than the search.
    /// </summary>
    private const int Telling = 40;

    /// <summary>Best first; empty when the id is not there or nothing is like it.</summary>
    public static IReadOnlyList<Hit> Of(IndexView view, string id, int size, IReadOnlyCollection<string> leftOut, RankingWeights weights, CancellationToken cancel)
    {
        int doc = RecordValues.Documents(view, [id]).FirstOrDefault(-1);
        if (doc < 0 || RecordValues.PagesHash(view, doc) is null)
        {
            return [];
        }

        var library = new MoreLikeThis(view.RecordReader)
        {
            FieldNames = [.. (Words(view, doc, TextField.Abstract) >= Telling ? [TextField.Abstract] : Fields).Select(IndexFields.Weighted)],
            MinTermFreq = 1,
            MinDocFreq = 2,
            MaxQueryTerms = MostWords,
            ApplyBoost = true,
        };
        Query like = library.Like(doc);
        HashSet<int> hidden = RecordValues.Documents(view, leftOut);
        hidden.Add(doc);
        var best = new BestOf(size, hidden, new HitOrder(view, SearchSort.Relevance, [], weights), cancel);
        view.Records.Search(like, best);
        return [.. best.Hits().Select(hit => new Hit(RecordValues.Id(view, hit.Doc), hit.Score, null))];
    }

    private static long Words(IndexView view, int doc, TextField field) => view.RecordReader.GetTermVector(doc, IndexFields.Weighted(field))?.Count ?? 0;

    /// <summary>
    /// The best of all that holds any of many words. The library adds such scores up for some thousand documents at a time, in no order
    /// within them, which is several times faster than one document after the other.
    /// </summary>
    private sealed class BestOf(int size, HashSet<int> hidden, HitOrder order, CancellationToken cancel) : ICollector
    {
        private readonly BestHits _best = new(size);
        private Func<float> _score = () => 0;
        private int _base;

        public bool AcceptsDocsOutOfOrder => true;

        public void SetScorer(Scorer scorer) => _score = scorer.GetScore;

        public void SetNextReader(AtomicReaderContext context)
        {
            cancel.ThrowIfCancellationRequested();
            _base = context.DocBase;
            order.Enter(context);
        }

        public void Collect(int doc)
        {
            if (!hidden.Contains(_base + doc))
            {
                _best.Add(order.Of(doc, _score));
            }
        }

        public IReadOnlyList<HitKey> Hits() => _best.Take();
    }
}
