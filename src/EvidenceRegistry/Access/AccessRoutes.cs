namespace EvidenceRegistry.Access;

public static class AccessRoutes
{
    public static IEndpointRouteBuilder MapAccess(this IEndpointRouteBuilder app)
    {
        app.MapKeys();
        app.MapProblems();
        return app;
    }
}
