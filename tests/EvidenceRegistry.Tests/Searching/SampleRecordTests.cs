using System.Text.Json.Nodes;
using EvidenceRegistry.Submissions;
using EvidenceRegistry.Tests.Journeys;
using EvidenceRegistry.Tests.SeedData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Searching;

public sealed class SampleRecordTests
{
    [Fact]
    public async Task Every_answer_marks_a_sample_and_an_admin_removes_them_all_for_good()
    {
        await using var registry = await SearchedRegistry.WithSamplesAsync();
        var mine = await registry.SubmitAsync("RDG-1", "ข้าวหอมมะลิ");
        await registry.CarryAsync();
        var before = await registry.AskAsync("search?size=100");
        var csv = await registry.App.Reader().GetStringAsync("/api/v1/search/export?format=csv", SearchedRegistry.Cancel);

        var answer = await registry.App.Admin().DeleteAsync("/api/v1/samples", SearchedRegistry.Cancel);
        var removed = JsonNode.Parse(await answer.Content.ReadAsStringAsync(SearchedRegistry.Cancel))!;

        Assert.Equal(124, (int)before["total"]!);
        Assert.All(before["hits"]!.AsArray(), h => Assert.Equal((string)h!["id"]! != mine, (bool?)h["sample"] == true));
        Assert.Equal(124 + 1, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(123, (int)removed["removed"]!);
        Assert.Equal([mine], SearchedRegistry.Ids(await registry.AskAsync("search")));
        await registry.CarryAsync();
        Assert.Equal([mine], SearchedRegistry.Ids(await registry.AskAsync("search")));
        Assert.Equal(0, await registry.App.Services.GetRequiredService<SampleSeed>().EnsureAsync(SeedFiles.PathOf("samples"), SearchedRegistry.Cancel));
        await using var db = registry.App.Databases.Open();
        Assert.Equal((1, 0), (await db.Records.CountAsync(SearchedRegistry.Cancel), await db.Files.CountAsync(SearchedRegistry.Cancel)));
        Assert.Equal(0, (int)(await registry.AskAsync("consistency", registry.App.Admin()))["orphan"]!);
    }

    [Fact]
    public async Task Seeding_that_was_stopped_in_the_middle_is_finished_once_by_the_next_start()
    {
        await using var registry = new SearchedRegistry();
        var seed = registry.App.Services.GetRequiredService<SampleSeed>();
        using var stop = new CancellationTokenSource();
        var running = Task.Run(() => seed.EnsureAsync(SeedFiles.PathOf("samples"), stop.Token), SearchedRegistry.Cancel);
        await using var db = registry.App.Databases.Open();
        await Until.SoAsync(async () => await db.Records.AnyAsync(SearchedRegistry.Cancel) || running.IsCompleted, "Nothing was seeded.", SearchedRegistry.Cancel);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var half = await db.Records.CountAsync(SearchedRegistry.Cancel);

        var rest = await seed.EnsureAsync(SeedFiles.PathOf("samples"), SearchedRegistry.Cancel);

        Assert.InRange(half, 1, 122);
        Assert.Equal(123, half + rest);
        Assert.Equal(123, await db.Records.CountAsync(SearchedRegistry.Cancel));
        Assert.Equal(0, await seed.EnsureAsync(SeedFiles.PathOf("samples"), SearchedRegistry.Cancel));
    }
}
