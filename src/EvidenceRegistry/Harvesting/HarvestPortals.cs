using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>Opens a source for asking, by its kind.</summary>
/// <param name="time">By which the harvest waits.</param>
internal sealed class HarvestPortals(IHttpClientFactory clients, SourceKeys keys, HarvestingOptions options, [FromKeyedServices(HarvestPortals.Clock)] TimeProvider time)
{
    /// <summary>Key of the clock by which requests are paced.</summary>
    public const string Clock = "harvest-pace";

    /// <summary>For single looks at addresses of one host, one a second; no key goes there.</summary>
    public PortalWire Visit(Uri address)
    {
        var host = new HarvestSource { Id = "", Name = "", Url = address.GetLeftPart(UriPartial.Authority), RequestsPerSecond = 1 };
        return new PortalWire(clients.CreateClient(PortalConnection.Client), host, null, new HarvestPace(host, time), options);
    }

    public IPortal Open(HarvestSource source)
    {
        var wire = new PortalWire(clients.CreateClient(PortalConnection.Client), source, keys.Reveal(source.ProtectedKey), new HarvestPace(source, time), options);
        return source.Kind == HarvestKind.Oai ? new OaiSource(wire, source) : new CkanSource(wire, source);
    }
}
