using EvidenceRegistry.Records;

namespace EvidenceRegistry.Submissions;

public static class SubmissionRoutes
{
    public static IEndpointRouteBuilder MapSubmissions(this IEndpointRouteBuilder app)
    {
        app.MapStudies();
        var records = app.MapGroup(RecordRoutes.Root).WithTags("submissions");
        records.MapOverlay();
        records.MapFileWrites();
        records.MapRereading();
        records.MapRemoval();
        records.MapReceipt();
        records.MapTagDecisions();
        app.MapBulkTags();
        app.MapSamples();
        app.MapImports();
        app.MapTemplate();
        app.MapReports();
        return app;
    }
}
