using EvidenceRegistry.Hosting;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>The command line goes through the server.</summary>
public sealed class HarvestVerbTests : IAsyncLifetime
{
    private readonly HarvestDesk _desk = new();

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task An_operator_lists_tests_shows_and_undoes_from_the_command_line()
    {
        _desk.Fill(4);
        var source = await _desk.SourceAsync("ckan-a");
        var key = (await _desk.App.KeyAsync(Role.Harvester)).Secret;
        Assert.Contains($"{source}\tckan-a\tckan\t", (await SayAsync(key, "sources")).Said, StringComparison.Ordinal);
        Assert.Contains("\"datasets\":4", (await SayAsync(key, "test", "ckan-a")).Said, StringComparison.Ordinal);
        var plan = await _desk.HarvestAsync(source);
        var (code, said) = await SayAsync(key, "show", (string)plan["id"]!);
        Assert.Equal(0, code);
        Assert.Contains("4 added, 0 changed, 0 removed, 0 unchanged, 0 refused, the numbers close", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_and_not_thrown_at_anybody()
    {
        await Assert.ThrowsAsync<StartRefusedException>(() => SayAsync("erk_unknown0000000", "sources"));
        await Assert.ThrowsAsync<StartRefusedException>(() => HarvestVerb.RunAsync(["sources"], TextWriter.Null));
        var key = (await _desk.App.KeyAsync(Role.Harvester)).Secret;
        Assert.Contains("nobody", (await Assert.ThrowsAsync<StartRefusedException>(() => SayAsync(key, "plan", "nobody"))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StartRefusedException>(() => SayAsync(key, "dance"));
    }

    private async Task<(int Code, string Said)> SayAsync(string key, params string[] words)
    {
        await using var output = new StringWriter();
        var code = await HarvestVerb.RunAsync([.. words, "--key", key, "--url", "http://localhost"], output, _desk.App.Server.CreateHandler());
        return (code, output.ToString());
    }
}
