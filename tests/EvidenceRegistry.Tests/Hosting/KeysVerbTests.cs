using System.Net;
using EvidenceRegistry.Hosting;
using EvidenceRegistry.Tests.Journeys;

namespace EvidenceRegistry.Tests.Hosting;

public sealed class KeysVerbTests(RegistryApp app) : IClassFixture<RegistryApp>
{
    [Fact]
    public async Task A_key_made_beside_a_running_server_works_there_and_is_ended_there()
    {
        app.Started();
        var secret = (await RunAsync("create", "--role", "admin", "--actor", "ผู้ดูแล ก", "--agency", "หน่วยงาน ก")).Trim();
        Assert.Matches("^erk_[A-Za-z0-9_-]{43}$", secret);
        using var client = app.With(secret);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/keys")).StatusCode);

        var line = (await RunAsync("list")).Split('\n').Single(l => l.Contains("ผู้ดูแล ก", StringComparison.Ordinal));
        Assert.DoesNotContain(secret, line, StringComparison.Ordinal);
        await RunAsync("revoke", line.Split('\t')[0]);
        Assert.Equal("key-revoked", (await ProblemAnswer.ReadAsync(await client.GetAsync("/api/v1/keys"), HttpStatusCode.Unauthorized)).Word);
    }

    [Fact]
    public async Task A_folder_that_no_server_has_seen_yet_is_prepared()
    {
        var folder = Path.Combine(app.Folder, "fresh");
        using var output = new StringWriter();
        Assert.Equal(0, await KeysVerb.RunAsync(["create", "--role", "submitter", "--actor", "x", "--restricted", $"--Registry:DataFolder={folder}"], output));
        Assert.StartsWith("erk_", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create", "--role", "emperor", "--actor", "x")]
    [InlineData("create", "--role", "submitter")]
    [InlineData("create", "--role", "submitter", "--actor", "x", "--expires", "2569-99-99")]
    [InlineData("create", "--role", "submitter", "--actor", "x", "--expires", "2020-01-01")]
    [InlineData("create", "--rolle", "submitter")]
    [InlineData("create", "--role")]
    [InlineData("revoke", "nobody")]
    [InlineData("turn")]
    public async Task A_wrong_use_is_refused_in_words(params string[] args)
    {
        app.Started();
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => RunAsync(args));
        Assert.Equal(StartRefusedException.WrongUse, refusal.ExitCode);
    }

    private async Task<string> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        Assert.Equal(0, await KeysVerb.RunAsync([.. args, $"--Registry:DataFolder={app.Folder}"], output));
        return output.ToString();
    }
}
