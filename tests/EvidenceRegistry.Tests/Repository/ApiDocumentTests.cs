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

    [Theory]
    [InlineData("post", "/api/v1/studies", "201")]
    [InlineData("put", "/api/v1/studies", "200", "201")]
    [InlineData("post", "/api/v1/datasets", "201")]
    [InlineData("put", "/api/v1/datasets", "200", "201")]
    [InlineData("patch", "/api/v1/records/{id}", "200")]
    [InlineData("delete", "/api/v1/records/{id}", "200")]
    [InlineData("post", "/api/v1/records/{id}/purge", "200")]
    [InlineData("put", "/api/v1/records/{id}/files/{name}", "200", "201")]
    [InlineData("delete", "/api/v1/records/{id}/files/{name}", "200")]
    [InlineData("post", "/api/v1/records/{id}/tags/{concept}", "200")]
    [InlineData("post", "/api/v1/duplicates/{id}", "200")]
    public async Task The_contract_of_a_write_names_its_headers_and_what_they_are_refused_with(string method, string path, params string[] done)
    {
        var write = (await ContractAsync())["paths"]![path]![method]!;
        Assert.Equal(["Idempotency-Key", "If-Match"], write["parameters"]!.AsArray().Where(p => (string)p!["in"]! == "header").Select(p => (string)p!["name"]!));
        Assert.All(done, status => Assert.True(write["responses"]![status]!["headers"]!["ETag"] is not null && write["responses"]![status]!["headers"]!["Location"] is not null));
        Assert.All(["400", "409", "412"], status => Assert.NotNull(write["responses"]![status]!["content"]!["application/problem+json"]));
        Assert.NotNull(write["responses"]!["default"]!["headers"]!["Retry-After"]);
    }

    [Fact]
    public async Task The_contract_names_every_form_that_files_may_come_in()
    {
        var paths = (await ContractAsync())["paths"]!;
        Assert.Equal(["Idempotency-Key"], paths["/api/v1/submissions"]!["post"]!["parameters"]!.AsArray().Where(p => (string)p!["in"]! == "header").Select(p => (string)p!["name"]!));
        Assert.NotNull(paths["/api/v1/submissions"]!["post"]!["responses"]!["202"]!["headers"]!["Location"]);
        foreach (var (path, method) in new[] { ("/api/v1/submissions", "post"), ("/api/v1/records/{id}/files/{name}", "put") })
        {
            Assert.NotNull(paths[path]![method]!["requestBody"]!["content"]!["multipart/form-data"]!["schema"]!["properties"]!["file"]);
        }
    }

    [Theory]
    [InlineData("post", "studies", "")]
    [InlineData("put", "studies", "?source=tsri&sourceId=1")]
    [InlineData("post", "datasets", "")]
    [InlineData("put", "datasets", "?source=tsri&sourceId=1")]
    public async Task The_contract_demands_of_a_record_what_its_call_demands(string method, string path, string query)
    {
        var contract = await ContractAsync();
        var name = ((string)contract["paths"]![$"/api/v1/{path}"]![method]!["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!).Split('/')[^1];
        var demanded = contract["components"]!["schemas"]![name]!["required"]!.AsArray().Select(m => (string)m!).Order(StringComparer.Ordinal);

        using var admin = app.Admin();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/{path}{query}") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        var problem = await ProblemAnswer.ReadAsync(await admin.SendAsync(request), System.Net.HttpStatusCode.BadRequest);
        Assert.Equal(demanded, problem.Places.Where(p => p.Code == "missing").Select(p => p.Place[2..]).Order(StringComparer.Ordinal));
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

    private async Task<JsonNode> ContractAsync()
    {
        using var client = app.Reader();
        return JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;
    }

    private List<Endpoint> Endpoints() => [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints];
}
