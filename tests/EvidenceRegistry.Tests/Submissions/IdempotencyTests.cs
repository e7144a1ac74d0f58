using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Submissions;

public sealed class IdempotencyTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public async Task The_same_key_and_body_get_the_same_answer_and_one_record()
    {
        var study = desk.Study();
        using var first = await PostAsync("k1", study);
        using var again = await PostAsync("k1", study);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal((first.Headers.Location, first.Headers.ETag), (again.Headers.Location, again.Headers.ETag));
    }

    [Fact]
    public async Task Requests_at_once_with_one_key_get_one_answer()
    {
        var study = desk.Study();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync("k2", study, ("a.pdf", [1, 2, 3]))));
        var bodies = await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.StatusCode));
        Assert.Single(bodies.Distinct());
        await using var db = desk.App.Databases.Open();
        Assert.Equal(1, await db.Origins.CountAsync(o => o.SourceId == (string)study["sourceId"]!));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_a_conflict_and_a_refused_body_may_be_mended()
    {
        var study = desk.Study();
        study["year"] = 2566;
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("k3", study)).StatusCode);
        study["year"] = 2023;
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("k3", study)).StatusCode);
        var other = await PostAsync("k3", desk.Study());
        Assert.Equal("idempotency-key-reused", (await ProblemAnswer.ReadAsync(other, HttpStatusCode.Conflict)).Word);
        var otherFile = await PostAsync("k3", study, ("a.pdf", [1]));
        Assert.Equal("idempotency-key-reused", (await ProblemAnswer.ReadAsync(otherFile, HttpStatusCode.Conflict)).Word);
    }

    [Fact]
    public async Task A_key_of_another_actor_is_another_key()
    {
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("k4", desk.Study())).StatusCode);
        using var request = Request("k4", desk.Study());
        Assert.Equal(HttpStatusCode.Created, (await desk.Other.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Answers_are_kept_for_a_week()
    {
        await PostAsync("old", desk.Study());
        desk.App.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("new", desk.Study())).StatusCode);
        await using var db = desk.App.Databases.Open();
        Assert.Equal(["new"], await db.IdempotentAnswers.Where(a => a.Key == "old" || a.Key == "new").Select(a => a.Key).ToListAsync());
    }

    [Fact]
    public async Task A_bulk_file_is_one_request_with_its_report_files()
    {
        var first = await JobAsync(await HandInAsync("b1", ("list.ndjson", [1]), ("a.pdf", [2])));
        Assert.Equal(first, await JobAsync(await HandInAsync("b1", ("list.ndjson", [1]), ("a.pdf", [2]))));
        foreach (var other in new (string, byte[])[][] { [("list.ndjson", [1]), ("a.pdf", [3])], [("list.ndjson", [1]), ("b.pdf", [2])], [("list.ndjson", [1])] })
        {
            using var answer = await HandInAsync("b1", other);
            Assert.Equal("idempotency-key-reused", (await ProblemAnswer.ReadAsync(answer, HttpStatusCode.Conflict)).Word);
        }
    }

    [Fact]
    public async Task A_key_that_cannot_be_kept_is_refused_by_single_and_bulk_requests()
    {
        var key = new string('k', 201);
        foreach (var answer in new[] { await PostAsync(key, desk.Study()), await HandInAsync(key, ("list.ndjson", [1])) })
        {
            Assert.Equal("idempotency-key-invalid", (await ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest)).Word);
            answer.Dispose();
        }
    }

    [Fact]
    public async Task Bulk_files_at_once_with_one_key_are_one_job()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => HandInAsync("b2", ("list.ndjson", [1]))));
        Assert.Single((await Task.WhenAll(answers.Select(JobAsync))).Distinct());
    }

    private async Task<HttpResponseMessage> HandInAsync(string key, params (string Name, byte[] Bytes)[] files)
    {
        var body = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
        {
            body.Add(SubmissionDesk.Part(name, bytes));
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/submissions?format=ndjson") { Content = body, Headers = { { "Idempotency-Key", key } } };
        return await desk.Submitter.SendAsync(request);
    }

    private static async Task<string> JobAsync(HttpResponseMessage answer) => (string)(await SubmissionDesk.ReadAsync(answer, HttpStatusCode.Accepted))["id"]!;

    private async Task<HttpResponseMessage> PostAsync(string key, JsonNode study, params (string, byte[])[] files)
    {
        using var request = Request(key, study, files);
        return await desk.Submitter.SendAsync(request);
    }

    private static HttpRequestMessage Request(string key, JsonNode study, params (string, byte[])[] files) =>
        new(HttpMethod.Post, "/api/v1/studies")
        {
            Content = files.Length == 0 ? SubmissionDesk.Json(study) : SubmissionDesk.Multipart(study, files),
            Headers = { { "Idempotency-Key", key } },
        };
}
