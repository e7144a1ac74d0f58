using System.Collections.Concurrent;
using System.Diagnostics;
using Lucene.Net.Documents;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Index writes → one generation. Older and equal revisions change nothing; pages are written only when they differ.
/// One batch at a time; within a batch texts are analysed side by side.
/// </summary>
internal sealed class GenerationFeed(GenerationWriter writer, TextAnalysis analysis, LuceneOptions options, Func<string, KnownRecord?> committed)
{
    /// <summary>Written since the last commit, which <c>committed</c> cannot see.</summary>
    private readonly ConcurrentDictionary<string, KnownRecord> _since = new(StringComparer.Ordinal);

    public bool HasUncommitted => !_since.IsEmpty;

    public async Task<IReadOnlyList<RefusedWrite>> WriteAsync(IReadOnlyList<IndexWrite> writes, CancellationToken cancel)
    {
        IEnumerable<IndexWrite> newest = writes.GroupBy(write => write.Id, StringComparer.Ordinal).Select(same => same.MaxBy(write => write.Revision)!);
        var refused = new ConcurrentBag<RefusedWrite>();
        var together = new ParallelOptions { MaxDegreeOfParallelism = options.Writers, CancellationToken = cancel, TaskScheduler = TaskScheduler.Current };
        await Parallel.ForEachAsync(newest, together, async (write, stop) =>
        {
            var began = Stopwatch.GetTimestamp();
            if (Write(write) is { } refusal)
            {
                refused.Add(refusal);
            }

            await options.AfterDocument(Stopwatch.GetElapsedTime(began), stop);
        });
        return [.. refused.OrderBy(refusal => refusal.Id, StringComparer.Ordinal)];
    }

    /// <summary>The generation's commit has everything written so far.</summary>
    public void Committed() => _since.Clear();

    private RefusedWrite? Write(IndexWrite write)
    {
        KnownRecord? known = _since.TryGetValue(write.Id, out KnownRecord now) ? now : committed(write.Id);
        if (known is { } last && (last.Revision > write.Revision || (last.Revision == write.Revision && last.PagesThere)))
        {
            return null;
        }

        try
        {
            if (write.Document is { } document)
            {
                Put(document, known);
            }
            else
            {
                writer.Delete(write.Id, write.Revision);
            }
        }
        catch (ArgumentException refusal)
        {
            // Lucene refuses a document so (a term that is too long); its other documents are untouched.
            return new RefusedWrite(write.Id, refusal.Message);
        }

        _since[write.Id] = new KnownRecord(write.Revision, write.Document?.PagesHash, PagesThere: true);
        return null;
    }

    private void Put(IndexDocument document, KnownRecord? known)
    {
        AnalysedText[] texts = [.. document.Texts.Select(text => AnalysedText.Of(analysis, text.Text))];
        IReadOnlyList<AnalysedText> pages = AnalysedText.OfPages(analysis, document.Pages);
        Document[]? pageDocuments = known is { PagesThere: true } last && last.PagesHash == document.PagesHash
            ? null
            : [.. document.Pages.Select((page, i) => LuceneDocuments.Page(document, page, pages[i]))];
        writer.Put(document.Id, LuceneDocuments.Record(document, texts, pages), pageDocuments);
    }
}
