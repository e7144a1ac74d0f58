using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// Index writes → one generation. Pages go before their record, and are named by the hash of all pages, so that a record never names pages
/// that were not written; those it no longer names are removed after the next refresh. Pages that went otherwise come back with the next write, of the
/// same revision too. The server keeps the newest revision of a record, and that of a deletion for a day.
/// </summary>
/// <param name="byAlias"><paramref name="records"/> and <paramref name="pages"/> are aliases, not indices.</param>
internal sealed class ElasticFeed(ElasticClient client, ElasticOptions options, TextAnalysis analysis, TimeProvider time, string records, string pages, bool byAlias)
{
    private const int PortionLetters = 250_000;
    private const int PortionRecords = 50;

    private readonly ElasticBulk _bulk = new(client, options, time, byAlias);

    /// <summary>Records whose older pages may still be there.</summary>
    private readonly ConcurrentDictionary<string, bool> _toSweep = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<RefusedWrite>> WriteAsync(IReadOnlyList<IndexWrite> writes, CancellationToken cancel)
    {
        IndexWrite[] newest = [.. writes.GroupBy(write => write.Id, StringComparer.Ordinal).Select(same => same.MaxBy(write => write.Revision)!)];
        if (newest.Length == 0)
        {
            return [];
        }

        Dictionary<string, KnownRecord> known = await KnownAsync([.. newest.Select(write => write.Id)], cancel);
        await LookForPagesAsync(newest, known, cancel);
        IndexWrite[] wanted = [.. newest.Where(write => !known.TryGetValue(write.Id, out KnownRecord last) || last.Revision < write.Revision || !last.PagesThere)];
        foreach (IndexWrite write in newest.Where(write => write.Document is null || known.ContainsKey(write.Id)))
        {
            _toSweep[write.Id] = true;
        }

        var refused = new ConcurrentBag<RefusedWrite>();

        // One more than are sent at the same time: it is ready when the server is. The caller's threads analyse.
        var together = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(options.Writers, options.BulkRequests) + 1, CancellationToken = cancel, TaskScheduler = TaskScheduler.Current };
        await Parallel.ForEachAsync(Portions(wanted), together, async (portion, token) =>
        {
            foreach (RefusedWrite refusal in await WriteAsync(portion, known, token))
            {
                refused.Add(refusal);
            }
        });
        return [.. refused.DistinctBy(refusal => refusal.Id).OrderBy(refusal => refusal.Id, StringComparer.Ordinal)];
    }

    /// <summary>Makes everything written so far visible, pages before records, and then removes pages that no record names.</summary>
    public async Task RefreshAsync(CancellationToken cancel)
    {
        await RefreshAsync(pages, cancel);
        await RefreshAsync(records, cancel);
        foreach (string[] some in _toSweep.Keys.ToArray().Chunk(options.BulkDocuments))
        {
            // Asked now: a write may have been refused, and another process may have written since.
            Dictionary<string, KnownRecord> named = await KnownAsync(some, cancel);
            var old = new JsonObject
            {
                ["query"] = Clause.Bool(
                    filter: [Clause.AnyOf(IndexFields.Id, some)],
                    mustNot: [Clause.AnyOf(IndexFields.PageOf, named.Select(record => LuceneDocuments.PageOf(record.Key, record.Value.PagesHash!)))]),
            };
            (await client.PostAsync($"{pages}/_delete_by_query?conflicts=proceed&refresh=true", old, cancel)).Taken();
            foreach (string record in some)
            {
                _toSweep.TryRemove(record, out _);
            }
        }
    }

    /// <summary>An answer of 200 may tell of shards that could not be reached.</summary>
    private async Task RefreshAsync(string index, CancellationToken cancel)
    {
        JsonElement shards = (await client.PostAsync($"{index}/_refresh", null, cancel)).Taken().GetProperty("_shards");
        if (shards.GetProperty("successful").GetInt32() == 0)
        {
            throw new IndexUnavailableException($"The search server refreshed no shard of {index}.");
        }
    }

    /// <summary>What the server knows now, what no search sees yet included.</summary>
    /// <exception cref="IndexUnavailableException">Of one of them it cannot say now.</exception>
    private async Task<Dictionary<string, KnownRecord>> KnownAsync(IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var known = new Dictionary<string, KnownRecord>(StringComparer.Ordinal);
        foreach (string[] some in ids.Chunk(options.BulkDocuments))
        {
            JsonElement answer = (await client.PostAsync($"{records}/_mget?_source_includes={IndexFields.PagesHash}", new JsonObject { ["ids"] = Clause.List(some) }, cancel)).Taken();
            foreach (JsonElement document in answer.GetProperty("docs").EnumerateArray())
            {
                if (document.TryGetProperty("error", out JsonElement error))
                {
                    throw new IndexUnavailableException($"The search server cannot say what it has of a record: {error.GetProperty("reason").GetString()}");
                }

                if (!document.GetProperty("found").GetBoolean())
                {
                    continue;
                }

                known[document.GetProperty("_id").GetString()!] = new KnownRecord(
                    document.GetProperty("_version").GetInt64(), document.GetProperty("_source").GetProperty(IndexFields.PagesHash).GetString(), PagesThere: true);
            }
        }

        return known;
    }

    /// <summary>
    /// Of what is written once more at the revision that is known, whether the pages are there: asked then alone, for it costs a search. Pages that no search
    /// sees yet count as lost, and are written twice.
    /// </summary>
    private async Task LookForPagesAsync(IndexWrite[] writes, Dictionary<string, KnownRecord> known, CancellationToken cancel)
    {
        foreach (IndexDocument[] again in writes.Select(write => write.Document).OfType<IndexDocument>().Where(IsKnown).Chunk(options.BulkDocuments))
        {
            IReadOnlyDictionary<string, long> there = await PageCounts.OfAsync(client, pages, [.. again.Select(PageOf)], cancel);
            foreach (IndexDocument document in again.Where(document => there.GetValueOrDefault(PageOf(document)) != document.Pages.Count))
            {
                known[document.Id] = known[document.Id] with { PagesThere = false };
            }
        }

        bool IsKnown(IndexDocument document) => document.Pages.Count > 0 && known.TryGetValue(document.Id, out KnownRecord last) && (last.Revision, last.PagesHash) == (document.Revision, document.PagesHash);

        static string PageOf(IndexDocument document) => LuceneDocuments.PageOf(document.Id, document.PagesHash);
    }

    /// <summary>While one is analysed the server takes another: small enough that several share a batch, large enough that a request is worth its way.</summary>
    private static IEnumerable<IndexWrite[]> Portions(IndexWrite[] writes)
    {
        var portion = new List<IndexWrite>();
        long letters = 0;
        foreach (IndexWrite write in writes)
        {
            portion.Add(write);
            letters += write.Document is { } document ? document.Texts.Sum(text => (long)text.Text.Length) + document.Pages.Sum(page => (long)page.Text.Length) : 0;
            if (letters > PortionLetters || portion.Count == PortionRecords)
            {
                yield return [.. portion];
                portion.Clear();
                letters = 0;
            }
        }

        if (portion.Count > 0)
        {
            yield return [.. portion];
        }
    }

    private async Task<IReadOnlyList<RefusedWrite>> WriteAsync(IndexWrite[] writes, Dictionary<string, KnownRecord> known, CancellationToken cancel)
    {
        var pageWrites = new List<BulkOperation>();
        var recordWrites = new List<BulkOperation>();
        var scratch = new ArrayBufferWriter<byte>();
        foreach (IndexWrite write in writes)
        {
            if (write.Document is not { } document)
            {
                recordWrites.Add(new BulkOperation(records, write.Id, write.Id, write.Revision, null));
                continue;
            }

            cancel.ThrowIfCancellationRequested();
            AnalysedText[] texts = [.. document.Texts.Select(text => AnalysedText.Of(analysis, text.Text))];
            IReadOnlyList<AnalysedText> analysed = AnalysedText.OfPages(analysis, document.Pages);
            recordWrites.Add(new BulkOperation(records, write.Id, write.Id, write.Revision, Json(scratch, to => ElasticDocuments.WriteRecord(to, document, texts, analysed))));
            if (!known.TryGetValue(write.Id, out KnownRecord last) || last.PagesHash != document.PagesHash || !last.PagesThere)
            {
                string pageOf = Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(LuceneDocuments.PageOf(write.Id, document.PagesHash))));
                for (int order = 0; order < analysed.Count; order++)
                {
                    int page = order;
                    string id = string.Create(CultureInfo.InvariantCulture, $"{pageOf}.{page}");
                    pageWrites.Add(new BulkOperation(pages, id, write.Id, null, Json(scratch, to => ElasticDocuments.WritePage(to, document, page, analysed[page]))));
                }
            }
        }

        IReadOnlyList<RefusedWrite> without = await _bulk.SendAsync(pageWrites, cancel);
        var refused = without.Select(refusal => refusal.Id).ToHashSet(StringComparer.Ordinal);
        return [.. without, .. await _bulk.SendAsync([.. recordWrites.Where(write => !refused.Contains(write.RecordId))], cancel)];
    }

    /// <param name="scratch">Written anew; what comes back is a copy of the right size.</param>
    private static ReadOnlyMemory<byte> Json(ArrayBufferWriter<byte> scratch, Action<Utf8JsonWriter> write)
    {
        scratch.ResetWrittenCount();
        using (var to = new Utf8JsonWriter(scratch, ElasticJson.Written))
        {
            write(to);
        }

        return scratch.WrittenSpan.ToArray();
    }
}
