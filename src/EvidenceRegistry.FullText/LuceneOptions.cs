using Lucene.Net.Search.Similarities;

namespace EvidenceRegistry.FullText;

/// <summary>Where and how the embedded engine keeps its index.</summary>
public sealed record LuceneOptions
{
    /// <summary>Folder of the index alone; made when missing.</summary>
    public required string Folder { get; init; }

    public RankingWeights Weights { get; init; } = RankingWeights.Default;

    /// <summary>Megabytes (2^20 bytes) of new documents held in memory before a segment is written, for each of the two indexes; 1–1,024.</summary>
    public double BufferMegabytes { get; init; } = 16;

    /// <summary>
    /// Segments of one size that become one, 2–100. A search looks every term up in every segment: fewer segments cost the feed
    /// and serve the search.
    /// </summary>
    public int MergedAtOnce { get; init; } = 5;

    /// <summary>
    /// What was deleted counts in the frequencies of words until its segment is merged away, so two equal indices may differ in the last
    /// digits of scores for as long as one of them still merges. A test that holds two against each other lets the feed wait for merges.
    /// </summary>
    internal bool MergesInBackground { get; init; } = true;

    /// <summary>Documents analysed at the same time.</summary>
    public int Writers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Waited for after each document the feed took, told how long that took: whoever answers requests may go first.</summary>
    public Func<TimeSpan, CancellationToken, ValueTask> AfterDocument { get; init; } = (_, _) => ValueTask.CompletedTask;

    /// <summary>How long a cursor's view of the index is kept after its last use.</summary>
    public TimeSpan CursorAge { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Views kept for cursors at most; the one used longest ago goes first.</summary>
    public int CursorViews { get; init; } = 64;

    /// <summary>Checksums of all files are read at start up to this size in bytes; a larger index is only opened.</summary>
    public long CheckedAtStart { get; init; } = 512L << 20;

    /// <summary>How Lucene reads and writes a folder; tests put faults here.</summary>
    internal Func<string, Lucene.Net.Store.Directory> OpenFolder { get; init; } = MappedFolder.At;

    internal Similarity Similarity => field ??= new Bm25(Weights.K1, Weights.B);
}
