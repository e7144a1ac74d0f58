using System.Text.Json.Nodes;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>Faults that no test can bring about by itself: what is thrown then, and what the client is told.</summary>
public sealed class FaultTests(RegistryApp app) : IClassFixture<RegistryApp>
{
    public static TheoryData<Exception, int, string> Faults => new()
    {
        { new IOException("No space left on device", 28), 507, "disk-full" },
        { new DbUpdateException("save", new SqliteException("database or disk is full", 13)), 507, "disk-full" },
        { new IndexUnavailableException("no answer from 10.0.0.7"), 503, "search-unavailable" },
        { new DbUpdateConcurrencyException(), 409, "changed-meanwhile" },
        { new BadHttpRequestException("Reading the request body timed out due to data arriving too slowly. See MinRequestBodyDataRate.", 408), 408, "slow-body" },
        { new BadHttpRequestException("Request body too large. The max request body size is 7 bytes.", 413), 413, "body-too-large" },
        { new BadHttpRequestException("Failed to bind parameter \"int size\" from \"ten\"."), 400, "invalid-request" },
        { new InvalidOperationException("secret of the house"), 500, "internal-error" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_fault_has_its_own_word_and_gives_nothing_away(Exception thrown, int status, string word)
    {
        var http = new DefaultHttpContext { RequestServices = app.Services };
        http.Request.Headers.AcceptLanguage = "en";
        using var body = new MemoryStream();
        http.Response.Body = body;
        Assert.True(await app.Services.GetServices<IExceptionHandler>().Single().TryHandleAsync(http, thrown, CancellationToken.None));

        var problem = JsonNode.Parse(body.ToArray())!;
        Assert.Equal(status, http.Response.StatusCode);
        Assert.Equal("/problems/" + word, (string?)problem["type"]);
        Assert.DoesNotContain(thrown.Message, problem.ToJsonString(), StringComparison.Ordinal);
    }
}
