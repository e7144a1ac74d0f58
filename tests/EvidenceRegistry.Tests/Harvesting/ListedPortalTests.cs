using System.Net;
using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Storage;
using PortalDataset = EvidenceRegistry.Harvesting.PortalDataset;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>A portal that answers package_list and package_show, and cannot search.</summary>
public sealed class ListedPortalTests : IAsyncLifetime
{
    private readonly HarvestDesk _desk = new();

    public async ValueTask InitializeAsync()
    {
        await _desk.InitializeAsync();
        _desk.Portal.Searches = false;
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task It_is_kept_in_step_by_its_list_under_the_ids_that_a_search_would_give()
    {
        _desk.Fill(25);
        var source = await _desk.SourceAsync();
        var facts = await HarvestDesk.ReadAsync(await _desk.Harvester.PostAsync($"/api/v1/harvest/sources/{source}/test", null), HttpStatusCode.OK);
        Assert.Equal((25, "package-search"), ((int)facts["datasets"]!, string.Join(' ', facts["lacks"]!.AsArray().Select(l => (string?)l))));
        Assert.Equal(("done", 25), State(await _desk.HarvestAsync(source), "add"));

        _desk.Put(3, revision: 1);
        _desk.Portal.Datasets.Remove(HarvestDesk.IdOf(5));
        _desk.Portal.Asked.Clear();
        var plan = await _desk.HarvestAsync(source);
        Assert.Equal(("done", 1), State(plan, "change"));
        Assert.Equal((1, 23), ((int)plan["remove"]!, (int)plan["unchanged"]!));
        Assert.Equal(2, _desk.Portal.Asked.Count(a => a == "package_list"));
        var kept = await _desk.KeptAsync();
        Assert.Equal(("ชุดข้อมูลตัวอย่าง 3 ปรับปรุงครั้งที่ 1", RecordState.Quarantined), (kept[HarvestDesk.IdOf(3)].Title, kept[HarvestDesk.IdOf(5)].State));

        // The same portal once it can search: nothing is met anew.
        _desk.Portal.Searches = true;
        Assert.Equal(("done", 24), State(await _desk.HarvestAsync(source), "unchanged"));
    }

    [Fact]
    public async Task What_is_no_Unicode_text_in_its_list_or_its_own_name_costs_one_dataset_at_most()
    {
        _desk.Fill(3);
        _desk.Portal.Datasets["odd"] = _desk.Portal.Datasets[HarvestDesk.IdOf(1)] with { Id = "odd", Name = PortalSimulator.HalfAPair };
        _desk.Portal.SiteUrl = $"https://{PortalSimulator.HalfAPair}.example";
        var source = await _desk.SourceAsync();
        Assert.Equal(("done", 3), State(await _desk.HarvestAsync(source), "add"));
        Assert.Equal(@"https://\ud800.example", (string?)(await _desk.GetAsync($"/api/v1/harvest/sources/{source}"))["identity"]);
    }

    [Fact]
    public async Task A_filter_is_not_left_out_because_a_list_cannot_filter()
    {
        _desk.Fill(5);
        var source = await _desk.SourceAsync(more: new() { ["filter"] = "organization:sample-office" });
        Assert.Equal(("stopped", "bad-request"), ((string?)(await _desk.HarvestAsync(source))["state"], (string?)(await _desk.HarvestAsync(source))["stopped"]));
        Assert.Empty(await _desk.KeptAsync());
    }

    [Theory]
    [InlineData("a b|a b", true, "a b")]
    [InlineData("a b|a b c|a b c", true, "a b c")]
    [InlineData("a b|a|a b|a", false, "a")]
    [InlineData("|a b|a b", true, "a b")]
    [InlineData("a x|a x", true, "a")]
    [InlineData("a !|a !", false, "a")]
    public async Task A_list_is_whole_when_it_holds_the_same_names_before_and_after_and_each_was_answered(string lists, bool proven, string ids)
    {
        var answers = new Queue<string[]>(lists.Split('|').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        var asked = new List<string>();
        var gathered = await new CkanListGathering(answers.Dequeue(), () => Task.FromResult<IReadOnlyList<string>>(answers.Dequeue()), name =>
        {
            asked.Add(name);
            return Task.FromResult(new PortalDataset(name, name, "0", "", null, name switch { "x" => CkanSource.NotThere, "!" => CkanSource.TooLarge, _ => null }));
        }).RunAsync();
        Assert.Equal((proven, ids), (gathered.Proven, string.Join(' ', gathered.Stamps.Keys.Order())));
        Assert.Equal(proven, gathered.Warnings.Count == 0);
        Assert.Empty(answers);
        Assert.Equal(asked.Count, asked.Distinct().Count());
    }

    private static (string? State, int Count) State(System.Text.Json.Nodes.JsonObject plan, string member) => ((string?)plan["state"], (int)plan[member]!);
}
