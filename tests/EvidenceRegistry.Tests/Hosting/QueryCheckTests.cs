using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Reflection;
using EvidenceRegistry.Tests.Journeys;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>What stands in an address is what the call takes: nothing misspelt passes for nothing said, and no number leaves its range.</summary>
public sealed class QueryCheckTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public async Task A_write_with_a_parameter_that_it_does_not_know_is_refused_and_writes_nothing()
    {
        var id = (string)(await desk.TakenAsync(desk.Study()))["id"]!;
        var before = await WrittenAsync();
        await UnknownAsync(desk.Submitter.PutAsync($"/api/v1/records/{id}/files/report.pdf?acces=restricted", new ByteArrayContent([1])), "acces");
        await UnknownAsync(desk.Submitter.PostAsync("/api/v1/submissions?format=ndjson&dry-run=true", new StringContent(desk.Study().ToJsonString())), "dry-run");
        await UnknownAsync(desk.Submitter.PostAsync("/api/v1/studies?dryRun=true", SubmissionDesk.Json(desk.Study())), "dryRun");
        await UnknownAsync(desk.Submitter.PutAsync(SubmissionDesk.Address(desk.Study()) + "&acess=restricted", SubmissionDesk.Json(desk.Study())), "acess");
        await UnknownAsync(desk.Submitter.DeleteAsync($"/api/v1/records/{id}?reason=x&If-Match=7"), "If-Match");
        Assert.Equal(before, await WrittenAsync());

        // Letter case never mattered, and does not now.
        await SubmissionDesk.ReadAsync(await desk.Submitter.PutAsync($"/api/v1/records/{id}/files/report.pdf?Access=restricted", new ByteArrayContent([1])), HttpStatusCode.Created);
    }

    [Fact]
    public async Task Who_may_not_write_is_told_so_before_anything_else()
    {
        using var answer = await desk.Reader.PostAsync("/api/v1/studies?dryRun=true", SubmissionDesk.Json(desk.Study()));
        Assert.Equal("no-key", (await ProblemAnswer.ReadAsync(answer, HttpStatusCode.Unauthorized)).Word);
    }

    [Fact]
    public async Task Every_number_of_an_address_stays_in_the_range_that_the_contract_names()
    {
        var asked = 0;
        foreach (var (address, name, range) in Ranges())
        {
            foreach (var value in new[] { $"{Number(range.Minimum) - 1}", $"{Number(range.Maximum) + 1}", $"{int.MaxValue}", "NaN", "99999999999999999999" })
            {
                using var answer = await desk.Curator.GetAsync($"{address}?{name}={value}");
                Assert.Equal([(name, "out-of-range")], (await ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest)).Places);
                asked++;
            }

            using var least = await desk.Curator.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{address}?{name}={range.Minimum}"));
            Assert.Equal(HttpStatusCode.OK, least.StatusCode);
        }

        Assert.True(asked >= 20);
    }

    [Theory]
    [InlineData("minConfidence", -0.5)]
    [InlineData("maxConfidence", 80)]
    public async Task A_confidence_of_a_decision_in_bulk_stays_in_its_range_too(string member, double value)
    {
        using var answer = await desk.Curator.PostAsync("/api/v1/tags/bulk", SubmissionDesk.Json(new System.Text.Json.Nodes.JsonObject { ["decision"] = "confirm", ["scheme"] = "year", [member] = value }));
        Assert.Equal([($"$.{member}", "out-of-range")], (await ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest)).Places);
    }

    [Fact]
    public async Task A_parameter_that_is_needed_and_missing_is_named()
    {
        using var put = await desk.Submitter.PutAsync("/api/v1/studies?source=tsri", SubmissionDesk.Json(desk.Study()));
        Assert.Equal([("sourceId", "missing")], (await ProblemAnswer.ReadAsync(put, HttpStatusCode.BadRequest)).Places);
        using var crosswalk = await desk.Curator.GetAsync("/api/v1/tags/crosswalk");
        Assert.Equal([("edition", "missing")], (await ProblemAnswer.ReadAsync(crosswalk, HttpStatusCode.BadRequest)).Places);
    }

    /// <summary>Addresses without a place to fill, each with a parameter and its range; none of the API's ranges stands elsewhere.</summary>
    private List<(string Address, string Name, RangeAttribute Range)> Ranges() =>
        [.. desk.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(e => e.Metadata.OfType<IParameterBindingMetadata>(), (e, p) => (Address: e.RoutePattern.RawText!, p.Name, Range: p.ParameterInfo.GetCustomAttribute<RangeAttribute>()!))
            .Where(p => p.Range is not null)];

    private static double Number(object bound) => Convert.ToDouble(bound, CultureInfo.InvariantCulture);

    private async Task<(int Records, int Files, int Jobs, int Audit)> WrittenAsync()
    {
        await using var db = desk.App.Databases.Open();
        return (await db.Records.CountAsync(), await db.Files.CountAsync(), await db.Jobs.CountAsync(), await db.Audit.CountAsync());
    }

    private static async Task UnknownAsync(Task<HttpResponseMessage> asking, string name)
    {
        using var answer = await asking;
        var problem = await ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest);
        Assert.Equal("invalid-request", problem.Word);
        Assert.Equal([(name, "unknown-parameter")], problem.Places);
    }
}
