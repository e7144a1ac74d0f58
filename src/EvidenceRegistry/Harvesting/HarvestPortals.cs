using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>Opens a source for asking, by its kind.</summary>
/// <param name="time">By which the harvest waits.</param>
internal sealed class HarvestPortals(IHttpClientFactory clients, SourceKeys keys, HarvestingOptions options, [FromKeyedServices(HarvestPortals.Clock)] TimeProvider time)
{
    /// <summary>Key of the clock by which requests are paced.</summary>
    public const string Clock = "harvest-pace";

    /// <param name="alive">Called during long waits.</param>
    public IPortal Open(HarvestSource source, Func<Task> alive)
    {
        var wire = new PortalWire(clients.CreateClient(PortalConnection.Client), source, keys.Reveal(source.ProtectedKey), new HarvestPace(source, time, alive), options);
        return new CkanSource(wire, source);
    }
}
