using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>
/// The two Lucene writers of one generation. Pages are committed first: what the records index says about pages is then
/// never newer than the pages.
/// </summary>
internal sealed class GenerationWriter : IDisposable
{
    private readonly Lucene.Net.Store.Directory _recordsFolder;
    private readonly Lucene.Net.Store.Directory _pagesFolder;
    private readonly BackgroundMerges[] _merges = [new(), new()];
    private readonly RestMerges[] _rest;
    private readonly IndexWriter _records;
    private readonly IndexWriter _pages;

    private GenerationWriter(Lucene.Net.Store.Directory records, Lucene.Net.Store.Directory pages, LuceneOptions options, OpenMode mode)
    {
        (_recordsFolder, _pagesFolder) = (records, pages);
        _rest = [new() { MergeFactor = options.MergedAtOnce }, new() { MergeFactor = options.MergedAtOnce }];
        _pages = new IndexWriter(pages, Settings(options, mode, _merges[0], _rest[0]));
        try
        {
            _records = new IndexWriter(records, Settings(options, mode, _merges[1], _rest[1]));
        }
        catch
        {
            _pages.Dispose();
            throw;
        }
    }

    /// <summary>An empty generation, committed so that it can be read.</summary>
    public static GenerationWriter Create(string folder, string generation, LuceneOptions options, CommitData data)
    {
        GenerationWriter writer = Open(folder, generation, options, OpenMode.CREATE);
        writer.Commit(data);
        FolderSync.Flush(Path.Combine(folder, generation));
        FolderSync.Flush(folder);
        return writer;
    }

    /// <summary>A generation as its last commit left it.</summary>
    public static GenerationWriter Open(string folder, string generation, LuceneOptions options) =>
        Open(folder, generation, options, OpenMode.APPEND);

    public DirectoryReader ReadRecords() => DirectoryReader.Open(_recordsFolder);

    public DirectoryReader ReadPages() => DirectoryReader.Open(_pagesFolder);

    /// <param name="pages">Null when the page documents stay as they are.</param>
    public void Put(string id, Document record, IReadOnlyList<Document>? pages)
    {
        var key = new Term(IndexFields.Id, id);
        if (pages is not null)
        {
            _pages.UpdateDocuments(key, pages.Cast<IEnumerable<IIndexableField>>());
        }

        _records.UpdateDocument(key, record);
    }

    /// <summary>Takes the record away and remembers at which revision, so that a late older write does not bring it back.</summary>
    public void Delete(string id, long revision)
    {
        var key = new Term(IndexFields.Id, id);
        _pages.DeleteDocuments(key);
        _records.UpdateDocument(key, LuceneDocuments.Gone(id, revision));
    }

    /// <summary>Durable: files and folder are flushed to disk when this returns.</summary>
    /// <param name="data">What the commit says of its generation; null leaves what the last one said.</param>
    public void Commit(CommitData? data = null)
    {
        if (_merges.Select(merges => merges.TakeProblem()).FirstOrDefault(p => p is not null) is { } problem)
        {
            throw new IOException("A merge of the index failed; it will be tried again.", problem);
        }

        _pages.Commit();
        if (data is { } said)
        {
            _records.SetCommitData(said.ToUserData());
        }

        _records.Commit();
    }

    /// <summary>Whether merges have ended that no commit holds yet.</summary>
    public bool HasMerged => _pages.HasUncommittedChanges() || _records.HasUncommittedChanges();

    /// <summary>Begins to merge what many small commits left, if that is worth it, in the background where <see cref="LuceneOptions.MergesInBackground"/>.</summary>
    /// <returns>Whether there is something to merge, also where that is under way.</returns>
    public bool Settle()
    {
        _pages.ForceMerge(1, doWait: false);
        _records.ForceMerge(1, doWait: false);
        return HasMerged || _rest.Any(merges => merges.Found);
    }

    /// <summary>
    /// Closes without a commit: what was not committed is gone. The folders stay open for the readers that came from here;
    /// they hold nothing of the system.
    /// </summary>
    public void Dispose()
    {
        foreach (IndexWriter writer in new[] { _records, _pages })
        {
            writer.Rollback();
            writer.Dispose();
        }
    }

    private static GenerationWriter Open(string folder, string generation, LuceneOptions options, OpenMode mode) => new(
        options.OpenFolder(GenerationFolder.Records(folder, generation)),
        options.OpenFolder(GenerationFolder.Pages(folder, generation)),
        options,
        mode);

    private static IndexWriterConfig Settings(LuceneOptions options, OpenMode mode, BackgroundMerges merges, RestMerges rest) => new(LuceneVersion.LUCENE_48, null)
    {
        OpenMode = mode,
        RAMBufferSizeMB = options.BufferMegabytes,
        Similarity = options.Similarity,
        MergePolicy = rest,
        MergeScheduler = options.MergesInBackground ? merges : new SerialMergeScheduler(),
    };
}
