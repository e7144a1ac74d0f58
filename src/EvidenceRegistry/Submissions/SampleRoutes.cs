using EvidenceRegistry.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Submissions;

/// <param name="ChangeToken">Give it to a search as <c>after</c>; null when there was nothing to remove.</param>
public sealed record SamplesRemovedView(int Removed, long? ChangeToken);

internal static class SampleRoutes
{
    public static void MapSamples(this IEndpointRouteBuilder app) =>
        app.MapDelete("/api/v1/samples", RemoveAsync).WithTags("Operation").WithName("removeSamples")
            .WithSummary("Remove all sample records, whole and for good").Needs();

    private static async Task<Ok<SamplesRemovedView>> RemoveAsync(HttpContext http, SampleRemoval removal, CancellationToken cancel)
    {
        var (removed, token) = await removal.RunAsync(http.Caller().ActorId, cancel);
        return TypedResults.Ok(new SamplesRemovedView(removed, token));
    }
}
