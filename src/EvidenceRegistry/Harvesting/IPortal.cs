using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Harvesting;

/// <summary>A source as the harvest asks it, whatever it speaks.</summary>
internal interface IPortal
{
    /// <summary>Requests made so far.</summary>
    long Requests { get; }

    /// <summary>What the portal says of itself.</summary>
    /// <param name="counts">How much it holds is wanted too.</param>
    /// <exception cref="PortalException">It cannot be asked.</exception>
    Task<PortalFacts> IdentifyAsync(bool counts, CancellationToken cancel);

    /// <summary>Ids and stamps of everything the source's filter lets through, looked at until it is proven whole or three times.</summary>
    /// <exception cref="PortalException">It cannot be asked.</exception>
    Task<Gathering> GatherAsync(CancellationToken cancel);

    /// <summary>One dataset each, in the order asked; what is not there or cannot be read says so.</summary>
    /// <exception cref="PortalException">The portal, not a dataset, fails.</exception>
    Task<IReadOnlyList<PortalDataset>> FetchAsync(IReadOnlyList<WantedDataset> wanted, CancellationToken cancel);

    /// <summary>A second look at one that seems gone, by another way than the list.</summary>
    /// <exception cref="PortalException">It cannot be asked.</exception>
    Task<PortalPresence> LookAsync(string id, CancellationToken cancel);
}

/// <param name="Identity">One that does not change while it is the same portal.</param>
/// <param name="ThaiGdc">Version of ckanext-thai_gdc, <c>yes</c> where the portal names none; null where it is not there.</param>
/// <param name="Lacks">What the harvest would want and the portal does not offer; stable words.</param>
internal sealed record PortalFacts(string Identity, string? Software, string? Version, string? ThaiGdc, long? Datasets, long? Organisations, IReadOnlyList<string> Lacks);

/// <param name="Name">Empty where it has none.</param>
/// <param name="Modified">By the portal's letters; empty where it does not say: then it is always looked at.</param>
internal sealed record Stamp(string Name, string Modified);

/// <summary>A dataset to be fetched, with the stamp that the gathering met.</summary>
internal sealed record WantedDataset(string Id, string Stamp);

/// <param name="Stamps">By id.</param>
/// <param name="Proven">Count before and after agree, and every id was met.</param>
/// <param name="Announced">Deletions that the source itself announces.</param>
internal sealed record Gathering(IReadOnlyDictionary<string, Stamp> Stamps, bool Proven, IReadOnlySet<string> Announced, IReadOnlyList<Storage.HarvestWarning> Warnings);

/// <summary>A dataset fetched.</summary>
/// <param name="Reading">Null where nothing came.</param>
/// <param name="Refused">Stable word for why nothing came; null where something did.</param>
internal sealed record PortalDataset(string Id, string Name, string Modified, string Created, DraftReading? Reading, string? Refused = null);

internal enum PortalPresence
{
    There,
    Gone,
}
