namespace EvidenceRegistry.FullText;

/// <summary>
/// Documents in, hits out. Two engines keep this promise (Lucene.NET in a folder, Elasticsearch) and one contract suite
/// holds both to it. The index answers nothing that the database cannot rebuild: it keeps no text that is shown, only
/// what is needed to choose records, pages, counts and order.
/// </summary>
public interface IEvidenceIndex : IAsyncDisposable
{
    /// <summary>What stands in the live index: counts, generation, and the analysis that made it.</summary>
    Task<IndexState> StateAsync(CancellationToken cancel);

    /// <summary>
    /// Writes or deletes records, each with all its pages. A write with a revision not above the one already known for
    /// that id (a deletion included) changes nothing. Order and repetition do not matter. Nothing is durable or visible
    /// before <see cref="RefreshAsync"/>. A write that the engine refuses is named in the answer; the others stand.
    /// </summary>
    Task<IReadOnlyList<RefusedWrite>> WriteAsync(IReadOnlyList<IndexWrite> writes, CancellationToken cancel);

    /// <summary>Makes everything written so far durable and visible to the next search; pages before records.</summary>
    Task RefreshAsync(CancellationToken cancel);

    /// <summary>
    /// Nothing has been written for a while and nothing waits: joins what many small writes left in pieces, beside searches and writes. No answer changes by it.
    /// </summary>
    /// <returns>True: something was begun or is under way, ask again in a while; false: all is done, or the engine sees to it itself.</returns>
    Task<bool> SettleAsync(CancellationToken cancel);

    /// <summary>Totals and facet counts are exact and counted over what <see cref="SearchRequest.Rights"/> may read only.</summary>
    Task<SearchAnswer> SearchAsync(SearchRequest request, CancellationToken cancel);

    /// <summary>All pages of one record that match, best first; the caller reads their text from the database.</summary>
    Task<PagesAnswer> PagesAsync(PagesRequest request, CancellationToken cancel);

    /// <summary>
    /// Records whose open words are most like those of <paramref name="id"/>, best first, itself and
    /// <paramref name="leftOut"/> (as in <see cref="SearchRequest.LeftOut"/>) left out.
    /// </summary>
    Task<IReadOnlyList<Hit>> MoreLikeAsync(string id, int size, IReadOnlyCollection<string> leftOut, CancellationToken cancel);

    /// <summary>
    /// Completions of what has been typed so far, from open titles and frequent open words only, none that only
    /// <paramref name="leftOut"/> records hold.
    /// </summary>
    Task<IReadOnlyList<string>> SuggestAsync(string typed, int size, IReadOnlyCollection<string> leftOut, CancellationToken cancel);

    /// <summary>Every record document in the live index, ordered by id (ordinal), for the comparison with the database.</summary>
    IAsyncEnumerable<IndexedRecord> ListAsync(CancellationToken cancel);

    /// <summary>
    /// Starts an empty index beside the live one. The live one goes on answering and being written until
    /// <see cref="IIndexBuild.SwitchAsync(CancellationToken)"/>, and what is written to it meanwhile goes into the build as well; a build that is disposed before that leaves no trace.
    /// </summary>
    Task<IIndexBuild> BeginBuildAsync(CancellationToken cancel);
}

/// <summary>An index being built beside the live one.</summary>
public interface IIndexBuild : IAsyncDisposable
{
    Task<IReadOnlyList<RefusedWrite>> WriteAsync(IReadOnlyList<IndexWrite> writes, CancellationToken cancel);

    /// <summary>
    /// Joins what the many writes left in pieces, which may take minutes; writes to it and to the live index go on meanwhile. To be asked when everything is
    /// written, until there is nothing left to do.
    /// </summary>
    /// <returns>True: something was begun or is under way, ask again in a while.</returns>
    Task<bool> SettleAsync(CancellationToken cancel);

    /// <summary>Every record document of the build, all that was written until now included, ordered by id (ordinal).</summary>
    IAsyncEnumerable<IndexedRecord> ListAsync(CancellationToken cancel);

    /// <summary>
    /// Makes the build durable and puts it in the live one's place in one step that survives a power cut. Where that fails the live one stays, and the
    /// build is to be disposed of as any other.
    /// </summary>
    Task SwitchAsync(CancellationToken cancel) => SwitchAsync(step => step(), cancel);

    /// <param name="fenced">Does a step, or throws where this process may not do it any more. Each that cannot be taken back (removing what others may have made, the
    /// switch itself) is done through it, alone and last; what may take long comes before.</param>
    Task SwitchAsync(Func<Func<Task>, Task> fenced, CancellationToken cancel);
}

/// <param name="Records">Record documents that answer searches.</param>
/// <param name="Pages">Page documents.</param>
/// <param name="Generation">Name of the live index; changes with every switch.</param>
/// <param name="AnalysisVersion">The <c>TextAnalysis.Version</c> that made it: a query is analysed alike, or a rebuild is due.</param>
/// <param name="Bytes">Size on disk; 0 where the engine does not say.</param>
/// <param name="IsNew">True when the engine started without an index it could open: a rebuild is due.</param>
/// <param name="EngineVersion">Of the engine's library, or of the server; null where it has not said.</param>
public sealed record IndexState(long Records, long Pages, string Generation, string AnalysisVersion, long Bytes, bool IsNew, string? EngineVersion);

/// <summary>One record document as the index knows it.</summary>
/// <param name="PagesHash">The <see cref="IndexDocument.PagesHash"/> its page documents were made from.</param>
public readonly record struct IndexedRecord(string Id, long Revision, string PagesHash);

/// <summary>A write the engine could not take, with the engine's own words; it will be tried again by the feed.</summary>
public sealed record RefusedWrite(string Id, string Reason);

/// <summary>The engine cannot answer now (server away, folder gone). Searches become 503; records go on being served.</summary>
public sealed class IndexUnavailableException : Exception
{
    public IndexUnavailableException(string message, Exception? inner = null) : base(message, inner) { }

    public IndexUnavailableException() { }

    public IndexUnavailableException(string message) : base(message) { }
}
