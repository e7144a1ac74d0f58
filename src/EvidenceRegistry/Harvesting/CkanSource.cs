using System.Text.Json;
using EvidenceRegistry.Formats.Ckan;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>A portal that speaks CKAN's action API.</summary>
internal sealed class CkanSource(PortalWire wire, HarvestSource source) : IPortal
{
    private readonly CkanPortal _portal = new(source.Name, Pages(source));

    /// <summary>Stamps asked for with one request.</summary>
    private int _rows = 1_000;

    public long Requests => wire.Requests;

    public async Task<PortalFacts> IdentifyAsync(bool counts, CancellationToken cancel)
    {
        var lacks = new List<string>();
        var (version, thaiGdc, site) = ((string?)null, (string?)null, (string?)null);
        using (var status = await OfferedAsync("status_show", "", cancel))
        {
            if (status is { Sense: CkanSense.Result, Result.ValueKind: JsonValueKind.Object })
            {
                version = Text(status.Result, "ckan_version");
                site = Text(status.Result, "site_url") ?? Text(status.Result, "site_title");
                thaiGdc = Text(status.Result, "thai_gdc_version") ?? (Extensions(status.Result).Contains("thai_gdc") ? "yes" : null);
            }
            else
            {
                lacks.Add("status-show");
            }
        }

        if (!counts)
        {
            return new PortalFacts(site ?? new Uri(source.Url).Host, "CKAN", version, thaiGdc, null, null, lacks);
        }

        long? datasets = null;
        using (var count = await OfferedAsync("package_search", Query(("rows", "0"), ("fq", source.Filter)), cancel))
        {
            datasets = count is { Sense: CkanSense.Result } ? CkanPage.Of(count.Result)?.Count : null;
        }

        if (datasets is null)
        {
            lacks.Add("package-search");
            datasets = (await NamesAsync(cancel))?.Count;
        }

        if (datasets is null)
        {
            lacks.Add("package-list");
        }

        long? organisations = null;
        using (var list = await OfferedAsync("organization_list", "", cancel))
        {
            organisations = list is { Sense: CkanSense.Result, Result.ValueKind: JsonValueKind.Array } ? list.Result.GetArrayLength() : null;
        }

        return new PortalFacts(site ?? new Uri(source.Url).Host, "CKAN", version, thaiGdc, datasets, organisations, lacks);
    }

    public async Task<Gathering> GatherAsync(CancellationToken cancel)
    {
        try
        {
            return await new CkanGathering(start => PageAsync(start, cancel)).RunAsync();
        }
        catch (PortalException e) when (e.Fault == PortalFault.BadRequest && source.Filter is null)
        {
            // A list cannot be filtered; and a portal that searches is not asked for each of its datasets because one question failed.
            if (await SearchesAsync(cancel) || await NamesAsync(cancel) is not { } names)
            {
                throw;
            }

            return await new CkanListGathering(
                names, async () => await NamesAsync(cancel) ?? throw new PortalException(PortalFault.BadRequest, "package_list came once and not again"),
                name => ShowAsync(name, cancel, byName: true)).RunAsync();
        }
    }

    public async Task<IReadOnlyList<PortalDataset>> FetchAsync(IReadOnlyList<WantedDataset> wanted, CancellationToken cancel)
    {
        var ids = wanted.Select(one => one.Id).ToList();
        var found = new Dictionary<string, PortalDataset>(StringComparer.Ordinal);
        await FetchAsync(ids, found, cancel);
        foreach (var id in ids.Where(id => !found.ContainsKey(id)))
        {
            // The list knew it and the search for its id does not: its own page decides.
            found[id] = await ShowAsync(id, cancel);
        }

        return [.. ids.Select(id => found[id])];
    }

    public async Task<PortalPresence> LookAsync(string id, CancellationToken cancel)
    {
        var shown = await ShowAsync(id, cancel);
        return shown.Refused == NotThere || shown.Reading?.Problems.Any(p => p.Code == CkanProblems.NotPublic) == true ? PortalPresence.Gone : PortalPresence.There;
    }

    /// <summary>Stable words for datasets that did not come.</summary>
    public const string NotThere = "not-there", TooLarge = "too-large", Unreadable = "unreadable";

    /// <summary>By half and half again where an answer of many is too long or broken, so that one bad dataset costs one dataset.</summary>
    private async Task FetchAsync(List<string> ids, Dictionary<string, PortalDataset> found, CancellationToken cancel)
    {
        if (ids.Count == 1)
        {
            found[ids[0]] = await ShowAsync(ids[0], cancel);
            return;
        }

        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        try
        {
            using var answer = await AskAsync("package_search", Query(
                ("fq", $"id:({string.Join(" OR ", ids.Select(id => $"\"{id.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""))})"),
                ("rows", $"{ids.Count}")), cancel);
            if (answer.Sense == CkanSense.Result && CkanPage.Of(answer.Result) is { } page)
            {
                foreach (var package in page.Results.Select(p => CkanPackage.Read(p, _portal)).Where(p => wanted.Contains(p.Id)))
                {
                    found[package.Id] = Dataset(package);
                }

                return;
            }
        }
        catch (PortalException e) when (e.Fault is PortalFault.Unreadable or PortalFault.TimedOut or PortalFault.Unreachable or PortalFault.ServerError or PortalFault.TooLarge)
        {
            // Perhaps one of them breaks the answer: asked apart, only that one is lost. A portal that is down fails the next request too.
        }
        catch (PortalException e) when (e.Fault == PortalFault.BadRequest)
        {
            if (await SearchesAsync(cancel))
            {
                throw;
            }

            // FetchAsync above asks for each that is still missing.
            return;
        }

        await FetchAsync([.. ids.Take(ids.Count / 2)], found, cancel);
        await FetchAsync([.. ids.Skip(ids.Count / 2)], found, cancel);
    }

    /// <param name="byName">What is asked for is a name; else only the dataset of that id is taken.</param>
    private async Task<PortalDataset> ShowAsync(string id, CancellationToken cancel, bool byName = false)
    {
        try
        {
            using var answer = await AskAsync("package_show", Query(("id", id)), cancel);
            if (answer.Sense != CkanSense.Result)
            {
                return new PortalDataset(id, "", "", "", null, answer.Sense == CkanSense.NotThere ? NotThere : Unreadable);
            }

            var dataset = answer.Result is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 1 ? list[0] : answer.Result;
            var package = CkanPackage.Read(dataset, _portal);

            // A name that was taken over by another dataset is answered with that one.
            return byName || package.Id == id ? Dataset(package) : new PortalDataset(id, "", "", "", null, NotThere);
        }
        catch (PortalException e) when (e.Fault is PortalFault.Unreadable or PortalFault.TooLarge)
        {
            return new PortalDataset(id, "", "", "", null, e.Fault == PortalFault.TooLarge ? TooLarge : Unreadable);
        }
    }

    private static PortalDataset Dataset(CkanPackage package) => new(package.Id, package.Name, package.Modified, package.Created, package.Reading);

    /// <summary>A portal that sends whole datasets where their stamps are asked for is asked for fewer at a time.</summary>
    private async Task<(long Count, IReadOnlyList<CkanStamp> Stamps)> PageAsync(int start, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await PageAsync(start, _rows, cancel);
            }
            catch (PortalException e) when (e.Fault == PortalFault.TooLarge && _rows > 1)
            {
                _rows /= 2;
            }
        }
    }

    private async Task<(long Count, IReadOnlyList<CkanStamp> Stamps)> PageAsync(int start, int rows, CancellationToken cancel)
    {
        using var answer = await AskAsync("package_search", Query(
            ("q", "*:*"), ("fq", source.Filter), ("sort", "id asc"), ("rows", $"{rows}"), ("start", $"{start}"), ("fl", "id,name,metadata_modified")), cancel);
        return answer.Sense == CkanSense.Result && CkanPage.Of(answer.Result) is { } page
            ? (page.Count, [.. page.Results.Select(CkanStamp.Of).OfType<CkanStamp>()])
            : throw new PortalException(PortalFault.BadRequest, answer.Message ?? "no page of package_search");
    }

    private async Task<bool> SearchesAsync(CancellationToken cancel)
    {
        using var count = await OfferedAsync("package_search", Query(("rows", "0")), cancel);
        return count is { Sense: CkanSense.Result } && CkanPage.Of(count.Result) is not null;
    }

    /// <summary>Names of all datasets; null where the portal does not list them.</summary>
    private async Task<IReadOnlyList<string>?> NamesAsync(CancellationToken cancel)
    {
        using var list = await OfferedAsync("package_list", "", cancel);
        return list is { Sense: CkanSense.Result, Result.ValueKind: JsonValueKind.Array }
            ? [.. list.Result.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(CkanText.Of)] : null;
    }

    /// <summary>Null where the portal does not offer the action at all, as gateways do, or answers it with more than may be read.</summary>
    private async Task<CkanAnswer?> OfferedAsync(string action, string query, CancellationToken cancel)
    {
        try
        {
            return await AskAsync(action, query, cancel);
        }
        catch (PortalException e) when (e.Fault is PortalFault.BadRequest or PortalFault.TooLarge)
        {
            return null;
        }
    }

    private async Task<CkanAnswer> AskAsync(string action, string query, CancellationToken cancel)
    {
        CkanAnswer? read = null;
        var answer = await wire.AskAsync(new Uri($"{source.Url}{(source.PathStyle == HarvestPathStyle.GetCkan ? "/get-ckan/" : "/api/3/action/")}{action}{query}"), came =>
        {
            if (came.Fault is not (PortalFault.None or PortalFault.NotThere or PortalFault.BadRequest))
            {
                return came;
            }

            read?.Dispose();
            read = CkanAnswer.Read(came.Body);
            return came.Fault != PortalFault.None ? came
                : read.Sense == CkanSense.Unreadable ? came with { Fault = PortalFault.Unreadable, Detail = read.Message }
                : read.Sense == CkanSense.Error ? came with { Fault = PortalFault.ServerError, Detail = read.Message }
                : came;
        }, cancel);
        return answer.Fault switch
        {
            PortalFault.TooLarge or PortalFault.KeyRefused or PortalFault.AddressRefused => throw new PortalException(answer.Fault, answer.Detail),
            // A 404 or 403 without CKAN's envelope: the action or the whole portal is not there.
            PortalFault.NotThere or PortalFault.BadRequest when read!.Sense == CkanSense.Unreadable => throw new PortalException(PortalFault.BadRequest, answer.Detail),
            _ => read!,
        };
    }

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new System.Text.StringBuilder();
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return query.ToString();
    }

    private static IEnumerable<string> Extensions(JsonElement status) =>
        status.TryGetProperty("extensions", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(CkanText.Of) : [];

    private static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && CkanText.Of(text) is { Length: > 0 } said ? PortalText.Cut(said) : null;

    // Open-D's gateway is no portal for people; its catalogue is.
    private static string Pages(HarvestSource source) =>
        source.PathStyle == HarvestPathStyle.GetCkan && source.Url == "https://opend.data.go.th" ? "https://data.go.th" : source.Url;
}
