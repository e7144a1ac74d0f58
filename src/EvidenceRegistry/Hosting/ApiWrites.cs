using EvidenceRegistry.Records;
using EvidenceRegistry.Submissions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;

namespace EvidenceRegistry.Hosting;

/// <summary>What all writes share, for the contract: their headers, and the refusals that come of them.</summary>
internal static class ApiWrites
{
    /// <param name="refused">Makes a refusal of a description.</param>
    public static void Describe(OpenApiOperation operation, ApiDescription call, Func<string, OpenApiResponse> refused)
    {
        var answers = call.SupportedResponseTypes.Select(answer => answer.Type).ToList();
        var writes = answers.Contains(typeof(WriteReceipt));
        if (writes || $"/{call.RelativePath}" == ImportRoutes.Address)
        {
            Add(operation, Writes.KeyHeader, "A value of your own for this request, up to 200 characters: sent again with the same value it is carried out once, and answered alike.");
            operation.Responses!["400"] = refused("The request, its body or a header is not valid; errors says where.");
            operation.Responses["409"] = refused("It goes against what is there, or the Idempotency-Key belongs to another request.");
        }

        if (writes)
        {
            Add(operation, "If-Match", "The ETag of the record as it is known; carried out on that version alone.");
            operation.Responses!["412"] = refused("The record is no longer as If-Match names it.");
        }

        foreach (var (status, answer) in operation.Responses!.Where(r => r.Key.StartsWith('2')).Select(r => (r.Key, r.Value as OpenApiResponse)))
        {
            answer!.Headers ??= new Dictionary<string, IOpenApiHeader>();
            if (writes || answers.Contains(typeof(StudyView)))
            {
                answer.Headers["ETag"] = ApiDocument.Header("The version of the record, for If-Match and If-None-Match.");
            }

            if (writes || status is "201" or "202")
            {
                answer.Headers["Location"] = ApiDocument.Header(status == "202" && !writes ? "Where to watch what was begun." : "The address of what was written.");
            }
        }
    }

    private static void Add(OpenApiOperation operation, string header, string description) => (operation.Parameters ??= []).Add(new OpenApiParameter
    {
        Name = header, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    });
}
