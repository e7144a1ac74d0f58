using Lucene.Net.Index;
using Lucene.Net.Search;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Both indexes of one generation as of one commit. Counted references: whoever searches holds one, so does each cursor's
/// kept view; the last one closes the readers.
/// </summary>
internal sealed class IndexView
{
    private static long _lastNumber;

    private readonly Lazy<int[]> _idRanks;
    private readonly Lazy<int[]> _titleRanks;
    private readonly Lazy<long> _recordCount;
    private int _references = 1;

    public IndexView(string generation, DirectoryReader records, DirectoryReader pages, LuceneOptions options)
    {
        Generation = generation;
        RecordReader = records;
        PageReader = pages;
        Records = new ViewSearcher(records) { Similarity = options.Similarity };
        Pages = new ViewSearcher(pages) { Similarity = options.Similarity };
        Said = CommitData.Of(records);
        RecordTerms = new TermSeekers(records);
        PageTerms = new TermSeekers(pages);
        Facets = new FacetColumns(records);
        _idRanks = new Lazy<int[]>(() => SortRanks.Of(records, IndexFields.Id));
        _titleRanks = new Lazy<int[]>(() => SortRanks.Of(records, IndexFields.SortTitle));
        _recordCount = new Lazy<long>(() => LiveTerms.Count(records, new Term(IndexFields.State, IndexFields.IsRecord)));
    }

    /// <summary>Names this view within the process; cursors remember it.</summary>
    public long Number { get; } = Interlocked.Increment(ref _lastNumber);

    public string Generation { get; }

    public CommitData Said { get; }

    public DirectoryReader RecordReader { get; }

    public DirectoryReader PageReader { get; }

    public IndexSearcher Records { get; }

    public IndexSearcher Pages { get; }

    public TermSeekers RecordTerms { get; }

    public TermSeekers PageTerms { get; }

    public FacetColumns Facets { get; }

    public long RecordCount => _recordCount.Value;

    /// <summary>Place of each record document in the order of ids.</summary>
    public int[] IdRanks => _idRanks.Value;

    public int[] TitleRanks => _titleRanks.Value;

    /// <summary>The view after a commit of the same generation; itself (with one more reference) when nothing changed.</summary>
    public IndexView Renewed(LuceneOptions options)
    {
        DirectoryReader? records = DirectoryReader.OpenIfChanged(RecordReader);
        DirectoryReader? pages = DirectoryReader.OpenIfChanged(PageReader);
        if (records is null && pages is null)
        {
            Interlocked.Increment(ref _references);
            return this;
        }

        return new IndexView(Generation, records ?? Shared(RecordReader), pages ?? Shared(PageReader), options);
    }

    public bool TryAcquire()
    {
        while (true)
        {
            int now = Volatile.Read(ref _references);
            if (now == 0)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _references, now + 1, now) == now)
            {
                return true;
            }
        }
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
        {
            RecordReader.DecRef();
            PageReader.DecRef();
        }
    }

    private static DirectoryReader Shared(DirectoryReader reader)
    {
        reader.IncRef();
        return reader;
    }
}
