using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Access;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Repository;

/// <summary>The contract is a file in the repository; its diff is the review.</summary>
public sealed class ApiDocumentTests(RegistryApp app) : IClassFixture<RegistryApp>
{
    private const string Golden = "docs/openapi.json";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    [Fact]
    public async Task The_contract_is_the_one_in_the_repository()
    {
        using var client = app.Reader();
        var served = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!.ToJsonString(Readable) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(SourceTree.PathOf(Golden), served, new UTF8Encoding(false));
        }

        Assert.True(served == SourceTree.Read(Golden), "The API changed: UPDATE_GOLDEN=1 writes docs/openapi.json, and its diff is the review.");
    }

    [Fact]
    public async Task The_contract_is_OpenAPI_3_1_and_says_which_calls_need_a_key()
    {
        using var client = app.Reader();
        var contract = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;
        Assert.StartsWith("3.1", (string)contract["openapi"]!, StringComparison.Ordinal);
        Assert.Equal("bearer", (string?)contract["components"]!["securitySchemes"]!["key"]!["scheme"]);
        Assert.NotNull(contract["paths"]!["/api/v1/keys"]!["post"]!["security"]);
        Assert.Null(contract["paths"]!["/api/v1/status"]!["get"]!["security"]);
    }

    /// <summary>The framework passes by request types it cannot see, without a word.</summary>
    [Fact]
    public void Every_request_body_is_a_public_type_of_this_assembly_or_of_the_framework()
    {
        var bodies = Endpoints().SelectMany(e => e.Metadata.OfType<IAcceptsMetadata>()).Select(a => a.RequestType).OfType<Type>().Distinct().ToList();
        Assert.Contains(typeof(NewKeyRequest), bodies);
        Assert.Empty(bodies.Where(type => !type.IsVisible).ToList());
    }

    [Fact]
    public void Every_call_that_changes_something_needs_a_key() =>
        Assert.Empty(Endpoints()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>() is { } methods && methods.HttpMethods.Any(m => m is "POST" or "PUT" or "PATCH" or "DELETE"))
            .Where(e => e.Metadata.GetMetadata<NeedsRole>() is null)
            .Select(e => e.DisplayName));

    [Fact]
    public async Task The_page_to_try_the_API_is_served_with_its_own_scripts_only()
    {
        using var client = app.Reader();
        using var page = await client.GetAsync("/swagger/index.html");
        Assert.Contains("swagger-ui", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private List<Endpoint> Endpoints() => [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints];
}
