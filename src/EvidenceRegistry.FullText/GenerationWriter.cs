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
    private readonly IndexWriter _records;
    private readonly IndexWriter _pages;

    private GenerationWriter(Lucene.Net.Store.Directory records, Lucene.Net.Store.Directory pages, LuceneOptions options, OpenMode mode)
    {
        (_recordsFolder, _pagesFolder) = (records, pages);
        _pages = new IndexWriter(pages, Settings(options, mode, _merges[0]));
        try
        {
            _records = new IndexWriter(records, Settings(options, mode, _merges[1]));
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

    /// <summary>Segments merge by their number of documents, so that the size of closed texts does not decide when.</summary>
    private static IndexWriterConfig Settings(LuceneOptions options, OpenMode mode, BackgroundMerges merges) => new(LuceneVersion.LUCENE_48, null)
    {
        OpenMode = mode,
        RAMBufferSizeMB = options.BufferMegabytes,
        Similarity = options.Similarity,
        MergePolicy = new LogDocMergePolicy { MergeFactor = options.MergedAtOnce },
        MergeScheduler = options.MergesInBackground ? merges : new SerialMergeScheduler(),
    };
}
