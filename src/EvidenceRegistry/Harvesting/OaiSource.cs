using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Oai;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>
/// A repository that speaks OAI-PMH 2.0 with Dublin Core: gathered by ListIdentifiers over all its resumption tokens, fetched by
/// ListRecords in windows of dates, and record by record where that does not serve.
/// Deletions it announces are believed; a record that is merely not listed is looked at by itself first, as everywhere.
/// </summary>
internal sealed class OaiSource(PortalWire wire, HarvestSource source) : IPortal
{
    private OaiRecords? _records;

    public long Requests => wire.Requests;

    public async Task<PortalFacts> IdentifyAsync(bool counts, CancellationToken cancel)
    {
        var (answer, _) = await AskAsync("verb=Identify", cancel);
        var lacks = new List<string>();
        if (!counts)
        {
            return new PortalFacts(Base(answer), "OAI-PMH", Version(answer), null, null, null, lacks);
        }

        var list = (await AskAsync(List(), cancel)).Answer;
        if (list.Error is not null and not "noRecordsMatch")
        {
            lacks.Add("oai-dc");
        }

        if (answer.Facts.GetValueOrDefault("deletedRecord") is null or "no")
        {
            lacks.Add("deleted-records");
        }

        return new PortalFacts(
            Base(answer), "OAI-PMH", Version(answer), null,
            list.Error == "noRecordsMatch" ? 0 : list.ListSize ?? (list.Error is null ? list.Headers.Count : null), null, lacks);
    }

    private string Base(OaiAnswer answer) => PortalText.Cut(answer.Facts.GetValueOrDefault("baseURL")) ?? new Uri(source.Url).Host;

    private static string? Version(OaiAnswer answer) => PortalText.Cut(answer.Facts.GetValueOrDefault("protocolVersion"));

    public Task<Gathering> GatherAsync(CancellationToken cancel) => new OaiListing(async query => (await AskAsync(query, cancel)).Answer, List())
        .RunAsync(async () => (await AskAsync("verb=Identify", cancel)).Answer.Facts.GetValueOrDefault("earliestDatestamp"));

    public async Task<IReadOnlyList<PortalDataset>> FetchAsync(IReadOnlyList<WantedDataset> wanted, CancellationToken cancel)
    {
        _records ??= new OaiRecords(AskAsync, source);
        var listed = await _records.TakeAsync(wanted, cancel);
        var records = new List<PortalDataset>(wanted.Count);
        foreach (var one in wanted)
        {
            records.Add(listed.GetValueOrDefault(one.Id) ?? await OneAsync(one.Id, cancel));
        }

        return records;
    }

    public async Task<PortalPresence> LookAsync(string id, CancellationToken cancel) =>
        (await OneAsync(id, cancel)).Refused == CkanSource.NotThere ? PortalPresence.Gone : PortalPresence.There;

    private async Task<PortalDataset> OneAsync(string id, CancellationToken cancel)
    {
        var (answer, body) = await AskAsync($"verb=GetRecord&metadataPrefix=oai_dc&identifier={Uri.EscapeDataString(id)}", cancel);
        if (answer.Error is not null)
        {
            return new PortalDataset(id, "", "", "", null, answer.Error is "idDoesNotExist" or "noRecordsMatch" ? CkanSource.NotThere : PortalText.Cut(answer.Error));
        }

        if (answer.Headers.FirstOrDefault() is not { } header || header.Deleted || header.Identifier != id)
        {
            return new PortalDataset(id, "", "", "", null, CkanSource.NotThere);
        }

        using var stream = new MemoryStream(body.ToArray());
        var entry = BulkReaders.Read(stream, BulkFormat.OaiDc, new BulkOptions { Source = source.Name, Agency = source.Owner ?? source.Name }).FirstOrDefault(e => e.Draft is not null || e.Problems.Count > 0);
        return entry is null ? new PortalDataset(id, "", "", "", null, CkanSource.Unreadable)
            : new PortalDataset(id, "", header.Datestamp, "", new DraftReading(entry.Draft, entry.Problems));
    }

    private string List() => $"verb=ListIdentifiers&metadataPrefix=oai_dc{(source.Filter is { } set ? $"&set={Uri.EscapeDataString(set)}" : "")}";

    private async Task<(OaiAnswer Answer, ReadOnlyMemory<byte> Body)> AskAsync(string query, CancellationToken cancel)
    {
        OaiAnswer? read = null;
        var answer = await wire.AskAsync(new Uri($"{source.Url}?{query}"), came =>
        {
            if (came.Fault != PortalFault.None)
            {
                return came;
            }

            read = OaiAnswer.Read(new MemoryStream(came.Body.ToArray()));
            return !read.Spoken || read.Broken is not null ? came with { Fault = PortalFault.Unreadable, Detail = read.Broken ?? "no OAI-PMH" } : came;
        }, cancel);
        return answer.Fault == PortalFault.None ? (read!, answer.Body) : throw new PortalException(answer.Fault, answer.Detail);
    }
}
