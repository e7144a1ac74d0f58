using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>How well single pages answer a question, from the fields its reader may read; asked only for the records at hand.</summary>
internal sealed class PageScores(IndexView view, Question question, ReadableFields readable, RankingWeights weights, WordWeights rarity)
{
    /// <summary>Pages of a record whose cluster pairs are compared too: those that lead by words.</summary>
    private const int Compared = 8;

    private readonly TermScores _terms = new(view.Pages, view.PageTerms.Take());

    /// <summary>Term lists of the page index.</summary>
    public TermSeeker Seeker => _terms.Seeker;

    /// <summary>Gives the term lists to the next search; nothing is asked after that.</summary>
    public void Done() => view.PageTerms.Give(_terms.Seeker);

    /// <summary>All pages of a record, in no order.</summary>
    public IReadOnlyList<PagePick> Of(string id) => Of(new Dictionary<string, int[]> { [id] = Pages(id) })[id];

    /// <summary>Pages of several records, scored together: each term is looked up once.</summary>
    public Dictionary<string, IReadOnlyList<PagePick>> Of(IReadOnlyDictionary<string, int[]> pagesById)
    {
        int[] docs = [.. pagesById.Values.SelectMany(pages => pages).Order()];
        var scores = new double[docs.Length];
        var weight = new double[docs.Length];
        var held = new int[docs.Length];
        foreach ((int at, QuestionWord word) in question.AllWords.Index())
        {
            double idf = rarity.Of(word);
            double[] found = _terms.Best(readable[TextStream.Words], word, weights.Bridge, docs);
            for (int i = 0; i < docs.Length; i++)
            {
                if (found[i] > 0)
                {
                    (scores[i], weight[i], held[i]) = (scores[i] + found[i], weight[i] + idf, held[i] + (at < question.Words.Count ? 1 : 0));
                }
            }
        }

        int[] quoted = Quoted(docs);
        bool[] whole = question.Whole is { } run ? new RunScan(view.PageReader, _terms.Seeker, readable[TextStream.Clusters], run).Of(docs) : new bool[docs.Length];
        var picks = new Dictionary<string, IReadOnlyList<PagePick>>(StringComparer.Ordinal);
        foreach ((string id, int[] pages) in pagesById)
        {
            PagePick[] mine = [.. pages.Select(doc => Array.BinarySearch(docs, doc))
                .Select(i => new PagePick(docs[i], held[i], weight[i], quoted[i], whole[i], scores[i] * (PageValues.IsFromPicture(view, docs[i]) ? weights.FromPicture : 1)))];
            picks[id] = mine;
        }

        AddClusters(picks);
        return picks;
    }

    public int[] Pages(string id)
    {
        var pages = new List<int>();
        DocsEnum?[] found = _terms.Seeker.Documents(IndexFields.Id, id, out _);
        foreach (AtomicReaderContext leaf in view.PageReader.Leaves)
        {
            IBits? live = leaf.AtomicReader.LiveDocs;
            for (int doc = found[leaf.Ord]?.NextDoc() ?? DocIdSetIterator.NO_MORE_DOCS; doc != DocIdSetIterator.NO_MORE_DOCS; doc = found[leaf.Ord]!.NextDoc())
            {
                if (live is null || live.Get(doc))
                {
                    pages.Add(leaf.DocBase + doc);
                }
            }
        }

        return [.. pages];
    }

    /// <summary>Best first: whole quotations, then the whole question as typed, then score, then order of files and pages.</summary>
    public static IEnumerable<PagePick> InOrder(IEnumerable<PagePick> pages) =>
        pages.OrderByDescending(page => page.Quotes).ThenByDescending(page => page.Whole).ThenByDescending(page => page.Score).ThenBy(page => page.Doc);

    private void AddClusters(Dictionary<string, IReadOnlyList<PagePick>> picks)
    {
        int[] docs = [.. picks.Values.Where(pages => pages.Count > 1).SelectMany(pages => InOrder(pages).Take(Compared)).Select(page => page.Doc).Order()];
        var added = new double[docs.Length];
        foreach (string pair in docs.Length == 0 ? [] : question.Clusters)
        {
            double[] one = _terms.Best(readable[TextStream.Clusters], [pair], docs);
            for (int i = 0; i < docs.Length; i++)
            {
                added[i] += one[i] * weights.Clusters;
            }
        }

        foreach (string id in picks.Keys.ToArray())
        {
            picks[id] = [.. picks[id].Select(page => Array.BinarySearch(docs, page.Doc) is >= 0 and var i ? page with { Score = page.Score + added[i] } : page)];
        }
    }

    /// <summary>How many of the quotations stand on the page.</summary>
    private int[] Quoted(int[] docs)
    {
        var counts = new int[docs.Length];
        var queries = new TextQueries(readable, _terms.Seeker);
        foreach (Quote quote in question.Quotes)
        {
            bool[] holds = Matches(queries.Quote(quote), docs);
            for (int i = 0; i < counts.Length; i++)
            {
                counts[i] += holds[i] ? 1 : 0;
            }
        }

        return counts;
    }

    /// <summary>Which of the documents a query matches.</summary>
    public bool[] Matches(Query query, int[] docs) => Holding.Of(view.Pages, query, docs);
}
