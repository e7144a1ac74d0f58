namespace EvidenceRegistry.Submissions;

public static class SubmissionRoutes
{
    public static IEndpointRouteBuilder MapSubmissions(this IEndpointRouteBuilder app)
    {
        app.MapStudies();
        return app;
    }
}
