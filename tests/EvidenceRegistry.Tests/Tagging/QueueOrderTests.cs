using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>The queue begins with what is worth most by what people have decided since it was proposed.</summary>
public sealed class QueueOrderTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_many_have_decided_about_waits_behind_what_nobody_has()
    {
        var waste = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            waste.Add(await TakenAsync($"waste {i}", "การจัดการขยะมูลฝอยชุมชน"));
        }

        var roads = await TakenAsync("roads", "ความปลอดภัยทางถนนและการเมาแล้วขับกับอุบัติเหตุทางถนน");
        await desk.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);
        var before = await WorthAsync("180403");
        Assert.Equal(6, before.Count);
        foreach (var id in waste.Take(4))
        {
            using var said = await desk.Curator.PostAsync($"/api/v1/records/{id}/tags/180403", SubmissionDesk.Json(new JsonObject { ["decision"] = "confirm" }), Cancel);
            await SubmissionDesk.ReadAsync(said, HttpStatusCode.OK);
        }

        await desk.App.Services.GetRequiredService<QueueOrder>().RenewAsync(rests: false, Cancel);
        var after = await WorthAsync("180403");
        Assert.Equal(waste.Skip(4).Order(), after.Keys.Order());
        Assert.All(after, item => Assert.True(item.Value < before[item.Key] - 0.5, $"{before[item.Key]} → {item.Value}"));
        var queue = await QueueAsync("scheme=subTarget");
        var places = queue.Select((item, at) => (Id: (string)item["recordId"]!, Code: (string)item["tag"]!["code"]!, At: at)).ToList();
        Assert.True(places.Single(p => p.Id == roads && p.Code == "070105").At < places.Where(p => p.Code == "180403").Min(p => p.At));
    }

    private async Task<string> TakenAsync(string source, string title)
    {
        var study = desk.Study($"order/{source}");
        study["title"] = new JsonObject { ["th"] = title };
        return (string)(await desk.TakenAsync(study))["id"]!;
    }

    /// <summary>Record → what a look at its proposal is worth.</summary>
    private async Task<Dictionary<string, double>> WorthAsync(string code) =>
        (await QueueAsync($"scheme=subTarget&concept={code}")).ToDictionary(i => (string)i["recordId"]!, i => (double)i["worth"]!);

    private async Task<List<JsonNode>> QueueAsync(string question) =>
        [.. (await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync($"/api/v1/tags/queue?size=100&{question}", Cancel), HttpStatusCode.OK))["items"]!.AsArray().Select(i => i!)];
}
