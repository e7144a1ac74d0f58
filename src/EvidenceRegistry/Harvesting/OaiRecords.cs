using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Oai;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>
/// Many records with one request: ListRecords over the window of dates that a batch of steps spans. Steps go in the order of their stamps, so a
/// list goes on for the next batch where the last one ended; one batch at a time. What a list does not bring is asked for record by record, elsewhere.
/// </summary>
/// <param name="ask">A query to an answer and its bytes.</param>
internal sealed class OaiRecords(Func<string, CancellationToken, Task<(OaiAnswer Answer, ReadOnlyMemory<byte> Body)>> ask, HarvestSource source)
{
    /// <summary>Fewer are asked for one by one.</summary>
    private const int Few = 4;

    /// <summary>Records met before they are wanted; more are forgotten, the oldest first.</summary>
    private const int Ahead = 2_000;

    private readonly Dictionary<string, PortalDataset> _met = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private string? _next;
    private string _from = "", _until = "";
    private bool _refused;

    /// <returns>What came, by id; the others are not said to be gone.</returns>
    /// <exception cref="PortalException">The repository, not a page of its list, fails.</exception>
    public async Task<Dictionary<string, PortalDataset>> TakeAsync(IReadOnlyList<WantedDataset> wanted, CancellationToken cancel)
    {
        var open = wanted.Where(w => !_met.ContainsKey(w.Id)).ToDictionary(w => w.Id, w => w.Stamp, StringComparer.Ordinal);
        if (open.Count > Few && !_refused && open.Values.All(stamp => stamp.Length > 0))
        {
            await ListAsync(open, cancel);
        }

        var came = new Dictionary<string, PortalDataset>(StringComparer.Ordinal);
        foreach (var one in wanted)
        {
            if (_met.Remove(one.Id, out var dataset))
            {
                came[one.Id] = dataset;
            }
        }

        return came;
    }

    private async Task ListAsync(Dictionary<string, string> open, CancellationToken cancel)
    {
        Window(open.Values.Min(StringComparer.Ordinal)!, open.Values.Max(StringComparer.Ordinal)!);

        // Pages in a row that bring nothing of what is wanted: no more of them than asking one by one would cost.
        for (var idle = 0; _next is { } query && idle < open.Count;)
        {
            _next = null;
            OaiAnswer answer;
            ReadOnlyMemory<byte> body;
            try
            {
                (answer, body) = await ask(query, cancel);
            }
            catch (PortalException broken) when (broken.Fault == PortalFault.Unreadable)
            {
                // One broken record breaks its page: asked one by one, only that one is lost.
                return;
            }

            if (answer.Error is not null)
            {
                // A token expired, or the repository does not list records: the first costs a window, the second all of them.
                _refused |= answer.Error is not ("badResumptionToken" or "noRecordsMatch");
                return;
            }

            idle = Keep(answer, body, open) ? 0 : idle + 1;
            var token = answer.Token is { } more ? $"verb=ListRecords&resumptionToken={Uri.EscapeDataString(more)}" : null;
            _next = token == query ? null : token;
        }
    }

    /// <summary>Goes on with the list at hand where it spans what is wanted, else begins another.</summary>
    private void Window(string from, string until)
    {
        if (_next is not null && string.CompareOrdinal(_from, from) <= 0 && string.CompareOrdinal(until, _until) <= 0)
        {
            return;
        }

        (_from, _until) = (from, until);
        _next = $"verb=ListRecords&metadataPrefix=oai_dc&from={Uri.EscapeDataString(from)}&until={Uri.EscapeDataString(until)}{(source.Filter is { } set ? $"&set={Uri.EscapeDataString(set)}" : "")}";
    }

    /// <returns>Whether anything wanted was among it.</returns>
    private bool Keep(OaiAnswer answer, ReadOnlyMemory<byte> body, Dictionary<string, string> open)
    {
        var stamps = new Dictionary<string, OaiHeader>(StringComparer.Ordinal);
        answer.Headers.ForEach(header => stamps[header.Identifier] = header);
        var any = false;
        using var stream = new MemoryStream(body.ToArray());
        foreach (var entry in BulkReaders.Read(stream, BulkFormat.OaiDc, new BulkOptions { Source = source.Name, Agency = source.Owner ?? source.Name }))
        {
            if (entry.Address?.SourceId is not { } id || !stamps.TryGetValue(id, out var header))
            {
                continue;
            }

            if (_met.TryAdd(id, new PortalDataset(id, "", header.Datestamp, "", header.Deleted ? null : new DraftReading(entry.Draft, entry.Problems), header.Deleted ? CkanSource.NotThere : null)))
            {
                _order.Enqueue(id);
            }

            any |= open.Remove(id);
        }

        while (_order.Count > Ahead + open.Count)
        {
            var oldest = _order.Dequeue();
            _met.Remove(oldest);
        }

        return any;
    }
}
