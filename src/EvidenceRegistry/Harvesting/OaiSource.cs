using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Oai;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>
/// A repository that speaks OAI-PMH 2.0 with Dublin Core: gathered by ListIdentifiers over all its resumption tokens, fetched record by record.
/// Deletions it announces are believed; a record that is merely not listed is looked at by itself first, as everywhere.
/// </summary>
internal sealed class OaiSource(PortalWire wire, HarvestSource source) : IPortal
{
    /// <summary>Lists begun anew because a token expired in their middle.</summary>
    private const int Rounds = 3;

    public long Requests => wire.Requests;

    public async Task<PortalFacts> IdentifyAsync(bool counts, CancellationToken cancel)
    {
        var (answer, _) = await AskAsync("verb=Identify", cancel);
        var lacks = new List<string>();
        if (!counts)
        {
            return new PortalFacts(Base(answer), "OAI-PMH", answer.Facts.GetValueOrDefault("protocolVersion"), null, null, null, lacks);
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
            Base(answer), "OAI-PMH", answer.Facts.GetValueOrDefault("protocolVersion"), null,
            list.Error == "noRecordsMatch" ? 0 : list.ListSize ?? (list.Error is null ? list.Headers.Count : null), null, lacks);
    }

    private string Base(OaiAnswer answer) => answer.Facts.GetValueOrDefault("baseURL") ?? new Uri(source.Url).Host;

    public async Task<Gathering> GatherAsync(CancellationToken cancel)
    {
        for (var round = 1; ; round++)
        {
            var stamps = new Dictionary<string, Stamp>(StringComparer.Ordinal);
            var deleted = new HashSet<string>(StringComparer.Ordinal);
            var tokens = new HashSet<string>(StringComparer.Ordinal);
            var query = List();
            long? size = null;
            while (true)
            {
                var (answer, _) = await AskAsync(query, cancel);
                if (answer.Error == "badResumptionToken" && tokens.Count > 0 && round < Rounds)
                {
                    break;
                }

                if (answer.Error is not null and not "noRecordsMatch")
                {
                    throw new PortalException(PortalFault.BadRequest, $"{answer.Error} {answer.Message}");
                }

                size ??= answer.ListSize;
                foreach (var header in answer.Headers)
                {
                    stamps[header.Identifier] = new Stamp("", header.Datestamp);
                    (header.Deleted ? deleted : []).Add(header.Identifier);
                }

                if (answer.Token is null)
                {
                    deleted.ToList().ForEach(id => stamps.Remove(id));
                    return Whole(stamps, deleted, size);
                }

                if (!tokens.Add(answer.Token))
                {
                    throw new PortalException(PortalFault.Unreadable, "its resumption tokens go round in circles");
                }

                query = $"verb=ListIdentifiers&resumptionToken={Uri.EscapeDataString(answer.Token)}";
            }
        }
    }

    public async Task<IReadOnlyList<PortalDataset>> FetchAsync(IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var records = new List<PortalDataset>(ids.Count);
        foreach (var id in ids)
        {
            records.Add(await OneAsync(id, cancel));
        }

        return records;
    }

    public async Task<PortalPresence> LookAsync(string id, CancellationToken cancel) =>
        (await OneAsync(id, cancel)).Refused == CkanSource.NotThere ? PortalPresence.Gone : PortalPresence.There;

    /// <summary>The size that a repository tells may be an estimate: fewer met than told proves nothing, more or none told is the whole list.</summary>
    private static Gathering Whole(Dictionary<string, Stamp> stamps, HashSet<string> deleted, long? size)
    {
        var met = stamps.Count + deleted.Count;
        return size is { } told && met < told
            ? new Gathering(stamps, false, deleted, [new HarvestWarning("incomplete", false, [$"{met}", $"{told}"])])
            : new Gathering(stamps, true, deleted, []);
    }

    private async Task<PortalDataset> OneAsync(string id, CancellationToken cancel)
    {
        var (answer, body) = await AskAsync($"verb=GetRecord&metadataPrefix=oai_dc&identifier={Uri.EscapeDataString(id)}", cancel);
        if (answer.Error is not null)
        {
            return new PortalDataset(id, "", "", "", null, answer.Error is "idDoesNotExist" or "noRecordsMatch" ? CkanSource.NotThere : answer.Error);
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
