using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>What was refused does not stay on the disk, and what something names does.</summary>
public sealed class UnnamedBytesTests(ImportDesk desk) : IClassFixture<ImportDesk>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private FileStore Store => desk.Desk.App.Services.GetRequiredService<FileStore>();

    [Fact]
    public async Task Files_of_a_refused_request_are_gone_with_the_answer_and_those_that_were_there_stay()
    {
        var study = desk.Desk.Study("U1/1");
        await desk.Desk.TakenAsync(study, null, ("kept.pdf", Bytes("of U1/1")));
        using var again = await desk.Desk.Submitter.PostAsync("/api/v1/studies", SubmissionDesk.Multipart(study, ("new.pdf", Bytes("not of U1/1")), ("same.pdf", Bytes("of U1/1"))), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        using var wrong = await desk.Desk.Submitter.PostAsync("/api/v1/studies", SubmissionDesk.Multipart(new JsonObject { ["colour"] = "green" }, ("wrong.pdf", Bytes("of nobody"))), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal((true, false, false), (Has("of U1/1"), Has("not of U1/1"), Has("of nobody")));
    }

    [Fact]
    public async Task After_a_day_only_bytes_that_a_file_or_an_import_names_are_left()
    {
        var id = (string)(await desk.Desk.TakenAsync(desk.Desk.Study("U2/1"), null, ("removed.pdf", Bytes("removed")), ("stays.pdf", Bytes("stays"))))["id"]!;
        using var removed = await desk.Desk.Curator.DeleteAsync($"/api/v1/records/{id}/files/removed.pdf", Cancel);
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        var (done, waits) = (desk.Desk.Study("U2/2").ToJsonString(JsonColumn.Options), desk.Desk.Study("U2/3").ToJsonString(JsonColumn.Options));
        await desk.ImportAsync([done]);
        await desk.HandInAsync([waits], "", null, null);
        using var refused = await desk.Desk.Submitter.PostAsync("/api/v1/submissions", new ByteArrayContent(Bytes("no list")), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var unnamed = desk.Desk.App.Services.GetRequiredService<UnnamedBytes>();

        CameHoursAgo(23);
        Assert.Equal(0, await unnamed.SweepAsync(Cancel));
        Assert.True(Has("no list"));
        CameHoursAgo(25);
        Assert.Equal(1, await unnamed.SweepAsync(Cancel));
        Assert.Equal((false, true, true), (Has("no list"), Has("removed"), Has("stays")));
        Assert.True(Store.Has(Hash(Encoding.UTF8.GetBytes(done))) && Store.Has(Hash(Encoding.UTF8.GetBytes(waits))));
    }

    private void CameHoursAgo(int hours)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(desk.Desk.App.Folder, "files"), "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, desk.Desk.App.Time.GetUtcNow().UtcDateTime.AddHours(-hours));
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes($"%PDF-1.4 {text}");

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private bool Has(string text) => Store.Has(Hash(Bytes(text)));
}
