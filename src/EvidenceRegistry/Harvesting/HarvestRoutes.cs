using EvidenceRegistry.Access;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>Statistics kept in step with the portals that publish them.</summary>
public static class HarvestRoutes
{
    public static void MapHarvesting(this IEndpointRouteBuilder app)
    {
        var harvest = app.MapGroup("/api/v1/harvest").WithTags("Harvesting").Needs(Role.Harvester);
        harvest.MapSources();
        harvest.MapSourceChanges();
        harvest.MapQuarantine();
        harvest.MapPlansAndRuns();
        app.MapResources();
    }
}
