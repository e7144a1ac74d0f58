using EvidenceRegistry.Formats.Drafts;
using Microsoft.OpenApi;

namespace EvidenceRegistry.Submissions;

/// <summary>What a study looks like when it is handed in, for the API's own description; the body itself is read by <see cref="DraftJson"/>.</summary>
public sealed class StudySubmission : StudyContent
{
    public required string Source { get; set; }

    public required string SourceId { get; set; }

    public List<DraftFile>? Files { get; set; }
}

/// <summary>What a dataset looks like when it is handed in.</summary>
public sealed class DatasetSubmission : DatasetContent
{
    public required string Source { get; set; }

    public required string SourceId { get; set; }

    public List<DraftFile>? Files { get; set; }
}

/// <summary>Adds bodies that are read by hand to the API's description; routing knows nothing of it.</summary>
internal static class SubmissionSchema
{
    /// <param name="addressed">Source and source id stand in the address: the body may leave them out, and a layer of them has a name of its own.</param>
    public static TBuilder TakesRecord<TBuilder>(this TBuilder route, DraftKind kind, string part, bool addressed)
        where TBuilder : IEndpointConventionBuilder =>
        route.AddOpenApiOperationTransformer(async (operation, context, cancel) =>
        {
            var type = kind == DraftKind.Dataset ? typeof(DatasetSubmission) : typeof(StudySubmission);
            var name = addressed ? $"{kind}Layer" : type.Name;
            var schema = await context.GetOrCreateSchemaAsync(type, null, cancel);
            schema.Required = new HashSet<string>([.. addressed ? Array.Empty<string>() : ["source", "sourceId"], "title", "agency", .. kind == DraftKind.Study ? ["year"] : Array.Empty<string>()]);
            context.Document!.AddComponent(name, schema);
            operation.RequestBody = Body(new OpenApiSchemaReference(name, context.Document), part);
        });

    public static TBuilder TakesOverlay<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var patch = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "Members of a study or dataset; null takes the curator's word back." };
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/merge-patch+json"] = new() { Schema = patch }, ["application/json"] = new() { Schema = patch } },
            };
            return Task.CompletedTask;
        });

    /// <param name="parts">What the part <c>file</c> of a multipart body is.</param>
    public static TBuilder TakesFile<TBuilder>(this TBuilder route, OpenApiSchema parts)
        where TBuilder : IEndpointConventionBuilder =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/octet-stream"] = new() { Schema = Bytes() },
                    ["multipart/form-data"] = new()
                    {
                        Schema = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Object,
                            Required = new HashSet<string> { SubmissionBody.FilePart },
                            Properties = new Dictionary<string, IOpenApiSchema> { [SubmissionBody.FilePart] = parts },
                        },
                    },
                },
            };
            return Task.CompletedTask;
        });

    private static OpenApiRequestBody Body(OpenApiSchemaReference record, string part) => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new() { Schema = record },
            ["multipart/form-data"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { part },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        [part] = record,
                        [SubmissionBody.FilePart] = Files(),
                    },
                },
            },
        },
    };

    public static OpenApiSchema Files() => new() { Type = JsonSchemaType.Array, Items = Bytes() };

    public static OpenApiSchema Bytes() => new() { Type = JsonSchemaType.String, Format = "binary" };
}
