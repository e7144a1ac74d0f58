using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>The desk of a registry that takes twenty entries at once and asks after ten refused ones; jobs are done when a test says so.</summary>
public sealed class ImportDesk : IAsyncLifetime
{
    public SubmissionDesk Desk { get; } = new() { App = new RegistryApp { Settings = [("Import:EntriesAtOnce", "20"), ("Import:PauseAfterRefused", "10")] } };

    public ValueTask InitializeAsync() => Desk.InitializeAsync();

    public ValueTask DisposeAsync() => Desk.DisposeAsync();

    /// <summary>Hands in lines of NDJSON; the job as answered.</summary>
    public async Task<JsonObject> HandInAsync(string[] lines, string more, HttpClient? by, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/submissions?format=ndjson{more}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(string.Join('\n', lines))) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var answer = await (by ?? Desk.Submitter).SendAsync(request);
        var job = await SubmissionDesk.ReadAsync(answer, HttpStatusCode.Accepted);
        Assert.Equal($"/api/v1/jobs/{job["id"]}", answer.Headers.Location!.ToString());
        return job;
    }

    /// <summary>Hands in, has the worker do it, gives the job as it stands then.</summary>
    public async Task<JsonObject> ImportAsync(string[] lines, string more = "", HttpClient? by = null)
    {
        var job = await HandInAsync(lines, more, by, null);
        await Desk.App.Services.GetRequiredService<JobWorker>().DrainAsync(CancellationToken.None);
        return await JobAsync(job, by);
    }

    public async Task<JsonObject> ImportBytesAsync(byte[] bytes, string format, string more)
    {
        using var answer = await Desk.Submitter.PostAsync($"/api/v1/submissions?format={format}{more}", new ByteArrayContent(bytes));
        var job = await SubmissionDesk.ReadAsync(answer, HttpStatusCode.Accepted);
        await Desk.App.Services.GetRequiredService<JobWorker>().DrainAsync(CancellationToken.None);
        return await JobAsync(job);
    }

    public async Task<JsonObject> JobAsync(JsonObject job, HttpClient? by = null) =>
        await SubmissionDesk.ReadAsync(await (by ?? Desk.Submitter).GetAsync($"/api/v1/jobs/{job["id"]}"), HttpStatusCode.OK);

    /// <param name="what">resume or cancel.</param>
    public async Task<JsonObject> AskAsync(JsonObject job, string what)
    {
        await SubmissionDesk.ReadAsync(await Desk.Submitter.PostAsync($"/api/v1/jobs/{job["id"]}/{what}", null), HttpStatusCode.OK);
        await Desk.App.Services.GetRequiredService<JobWorker>().DrainAsync(CancellationToken.None);
        return await JobAsync(job);
    }

    public async Task<JsonArray> ReportAsync(JsonObject job, HttpClient? by = null) =>
        (await (by ?? Desk.Submitter).GetFromJsonAsync<JsonArray>($"/api/v1/jobs/{job["id"]}/report"))!;

    public async Task<JsonObject> ReceiptAsync(JsonObject job) =>
        (await Desk.Submitter.GetFromJsonAsync<JsonObject>($"/api/v1/jobs/{job["id"]}/receipt"))!;

    /// <summary>What an import that changes nothing must leave alone.</summary>
    public async Task<(int Records, int Origins, int Versions, int Audit, int Outbox, DateTime Seen)> WrittenAsync()
    {
        await using var db = Desk.App.Databases.Open();
        return (await db.Records.CountAsync(), await db.Origins.CountAsync(), await db.Versions.CountAsync(), await db.Audit.CountAsync(),
            await db.Outbox.CountAsync(), await db.Origins.Select(o => o.LastSeen).DefaultIfEmpty().MaxAsync());
    }
}

internal static class StudyJson
{
    public static JsonObject With(this JsonObject study, string member, JsonNode? value)
    {
        study[member] = value;
        return study;
    }
}
