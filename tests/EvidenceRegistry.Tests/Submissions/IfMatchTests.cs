using System.Net;
using System.Net.Http.Json;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>A write that names a version is carried out on that version alone.</summary>
public sealed class IfMatchTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public async Task A_record_is_restored_and_purged_only_as_it_was_known()
    {
        var id = (string)(await desk.TakenAsync(desk.Study(), files: [("a.pdf", [1])]))["id"]!;
        await SubmissionDesk.ReadAsync(await desk.Curator.DeleteAsync($"/api/v1/records/{id}?reason=x"), HttpStatusCode.OK);
        await OnlyAsync(desk.Curator, $"/api/v1/records/{id}/restore", "\"1\"", "\"2\"");
        await OnlyAsync(desk.App.Admin(), $"/api/v1/records/{id}/purge", "\"2\"", "\"3\"");
    }

    [Fact]
    public async Task A_file_is_read_again_only_on_the_record_as_it_was_known()
    {
        var id = (string)(await desk.TakenAsync(desk.Study(), files: [("a.pdf", [1])]))["id"]!;
        await OnlyAsync(desk.Curator, $"/api/v1/records/{id}/files/a.pdf/read", "\"2\"", "*", HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_pair_is_decided_and_reopened_only_while_the_record_that_stays_is_as_it_was_known()
    {
        var first = (string)(await desk.TakenAsync(desk.Study().With("doi", "10.14456/if.match")))["id"]!;
        var second = (string)(await desk.TakenAsync(desk.Study().With("doi", "10.14456/if.match")))["id"]!;
        await desk.App.CatchUpAsync();
        await using var db = desk.App.Databases.Open();
        var pair = await db.DuplicatePairs.AsNoTracking().SingleAsync(p => (p.First == first && p.Second == second) || (p.First == second && p.Second == first));
        await OnlyAsync(desk.Curator, $"/api/v1/duplicates/{pair.Id}", "\"2\"", "\"1\"", body: new { decision = "same", into = first });
        Assert.Equal(DuplicateState.Same, (await db.DuplicatePairs.AsNoTracking().SingleAsync(p => p.Id == pair.Id)).State);
        await OnlyAsync(desk.Curator, $"/api/v1/duplicates/{pair.Id}/undo", "\"2\"", "\"1\"");
    }

    [Fact]
    public async Task A_tag_is_decided_and_its_decision_taken_back_only_on_the_record_as_it_was_known()
    {
        var id = (string)(await desk.TakenAsync(desk.Study()))["id"]!;
        await OnlyAsync(desk.Curator, $"/api/v1/records/{id}/tags/110301", "\"7\"", "\"1\"", body: new { decision = "confirm" });
        await OnlyAsync(desk.Curator, $"/api/v1/records/{id}/tags/110301/undo", "\"7\"", "*");
    }

    private static async Task OnlyAsync(HttpClient by, string address, string stale, string current, HttpStatusCode done = HttpStatusCode.OK, object? body = null)
    {
        foreach (var (tag, status, word) in new[] { (stale, HttpStatusCode.PreconditionFailed, "stale"), ("nonsense", HttpStatusCode.BadRequest, "if-match-invalid") })
        {
            using var refused = await SendAsync(by, address, tag, body);
            Assert.Equal(word, (await ProblemAnswer.ReadAsync(refused, status)).Word);
        }

        using var taken = await SendAsync(by, address, current, body);
        await SubmissionDesk.ReadAsync(taken, done);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient by, string address, string tag, object? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", tag);
        return await by.SendAsync(request);
    }
}
