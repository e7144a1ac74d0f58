using EvidenceRegistry.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EvidenceRegistry.Hosting;

/// <summary>The contract at /openapi/v1.json (golden copy: docs/openapi.json) and a page to try it at /swagger.</summary>
internal static class ApiDocument
{
    private const string Key = "key";
    private const string Problem = "Problem";
    private const string ProblemType = "application/problem+json";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) => Describe(document));
        options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
    });

    public static void MapApiDocument(this IEndpointRouteBuilder app) => app.MapOpenApi("/openapi/{documentName:regex(^v1$)}.json");

    public static void UseApiPage(this WebApplication app) => app.UseSwaggerUI(page =>
    {
        page.RoutePrefix = SecurityHeaders.ApiPage.TrimStart('/');
        page.SwaggerEndpoint("/openapi/v1.json", "Evidence Registry");
        page.DocumentTitle = "Evidence Registry API";
        page.EnablePersistAuthorization();
    });

    private static Task Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Evidence Registry",
            Version = "1",
            Description = "ทะเบียนหลักฐานเชิงประจักษ์ · Research and statistics tied to the sub-targets and factors of the Master Plans. "
                + "Reading needs no key. Writing takes `Authorization: Bearer erk_…`. Every refusal is an RFC 9457 problem document in Thai or English (`Accept-Language`); "
                + "its `type` leads to an explanation.",
        };

        // The document says what, not where: the same letters wherever it is served.
        document.Servers = [];
        document.AddComponent(Key, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "erk_…",
            Description = "An API key. An administrator makes it: POST /api/v1/keys.",
        });
        document.AddComponent(Problem, ProblemSchema());
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        operation.Responses ??= [];
        operation.Responses["default"] = Refused("Refused: a problem document in the reader's language.");
        operation.Responses["default"].Headers!["Retry-After"] = Header("Seconds to wait; with 429 and with a 503 that passes by itself.");
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<NeedsRole>().LastOrDefault() is { } needs)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, context.Document)] = [] }];
            operation.Responses["401"] = Refused("No key, or one that is unknown, expired or revoked.");
            operation.Responses["403"] = Refused($"The key's role is none of: {needs.Names}.");
        }

        ApiWrites.Describe(operation, context.Description, Refused);
        return Task.CompletedTask;

        OpenApiResponse Refused(string description) => new()
        {
            Description = description,
            Headers = new Dictionary<string, IOpenApiHeader>(),
            Content = new Dictionary<string, OpenApiMediaType> { [ProblemType] = new() { Schema = new OpenApiSchemaReference(Problem, context.Document) } },
        };
    }

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457.",
        Required = new HashSet<string> { "type", "title", "status" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("Stable; its last word is explained in docs/problems.md and by GET."),
            ["title"] = Text("In the reader's language."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = Text("In the reader's language."),
            ["instance"] = Text("The path asked for."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["place"] = Text("JSON path, parameter, header, line, page."),
                        ["code"] = Text("Stable word."),
                        ["message"] = Text("In the reader's language."),
                        ["text"] = Text("What stood there."),
                    },
                },
            },
        },
    };

    internal static OpenApiHeader Header(string description) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
