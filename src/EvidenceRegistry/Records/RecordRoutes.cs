using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Records;

/// <summary>Reading what is kept: <c>/api/v1/records/{id}</c> and what lies below it.</summary>
public static class RecordRoutes
{
    public const string Root = "/api/v1/records";

    public static string AddressOf(string id) => $"{Root}/{id}";

    /// <param name="licence">AutoMapper's licence key; null runs without one.</param>
    public static IServiceCollection AddRecords(this IServiceCollection services, string? licence)
    {
        services.AddAutoMapper(mapping => mapping.LicenseKey = licence, typeof(RecordProfile));
        return services.AddSingleton<RecordViewing>().AddSingleton<FileSoundness>();
    }

    public static IEndpointRouteBuilder MapRecords(this IEndpointRouteBuilder app)
    {
        var records = app.MapGroup(Root).WithTags("records");
        records.MapGet("/{id}", GetAsync)
            .Produces<StudyView>().Produces(304).Produces(308).ProducesProblem(404).ProducesProblem(410)
            .WithName("get-record").WithSummary("A record: metadata, provenance, origins, files.");
        records.MapRecordFiles();
        records.MapHistory();
        records.MapRelated();
        records.MapFitness();
        return app;
    }

    internal static async Task<IResult> GetAsync(string id, HttpContext http, RegistryDbs dbs, RecordViewing viewing)
    {
        await using var db = dbs.Open();
        var (record, instead) = await RecordDoor.OpenAsync(http, db, id);
        if (record is null)
        {
            return instead!;
        }

        var tag = RecordTag.Of(record);
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        return http.Request.Headers.IfNoneMatch.Any(known => known is "*" || known?.Split(',').Any(one => one.Trim() == tag) == true)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : viewing.Of(record) switch
            {
                DatasetView dataset => TypedResults.Ok(dataset),
                var study => TypedResults.Ok((StudyView)study),
            };
    }
}
