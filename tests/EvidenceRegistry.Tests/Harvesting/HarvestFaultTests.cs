using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Repository;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>
/// Every fault of a portal × what changes there meanwhile: while it lasts nothing is removed that the portal still has, and when it is over
/// the registry stands as if it had never been. <c>UPDATE_GOLDEN=1</c> writes the table.
/// </summary>
public sealed class HarvestFaultTests : IAsyncLifetime
{
    private const string Table = "docs/proofs/harvest-faults.md";
    private const int Datasets = 24;

    /// <summary>What the portal is, and three pages.</summary>
    private const int RequestsOfAPlan = 4;

    private readonly HarvestDesk _desk = new() { TimeoutSeconds = 1 };

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task Whatever_a_portal_does_the_end_is_as_if_nothing_had_happened()
    {
        var rows = new List<string>();
        var wrong = new List<string>();
        foreach (var fault in Enum.GetValues<PortalFault>())
        {
            foreach (var act in new[] { "add", "change", "remove" })
            {
                var (row, sound) = await OneAsync(fault, act);
                rows.Add(row);
                if (!sound)
                {
                    wrong.Add(row);
                }
            }
        }

        var table = new StringBuilder()
            .Append("# Faults of a portal\n\n")
            .Append(CultureInfo.InvariantCulture, $"A simulated portal of {Datasets} datasets fails by recipe while two datasets are added, changed or removed. *While it lasts*: what the plan came to,\n")
            .Append("and how many records were marked as vanished although the portal still had them. *Afterwards*: whether every record stands as in a\n")
            .Append("run without a fault (state and content), after the portal answers again. Faults that pass strike three requests of the plan where\n")
            .Append("datasets are added, and six from the fetching (changes) or the second look (removals) on, which is more than one request is tried.\n")
            .Append("Made by `UPDATE_GOLDEN=1` and the test `HarvestFaultTests`.\n\n")
            .Append("| fault | meanwhile | plan while it lasts | wrongly marked | afterwards |\n| --- | --- | --- | --- | --- |\n");
        rows.ForEach(row => table.Append(row).Append('\n'));
        Assert.Empty(wrong);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(SourceTree.PathOf(Table), table.ToString());
        }

        Assert.Equal(SourceTree.Read(Table), table.ToString());
    }

    private async Task<(string Row, bool Sound)> OneAsync(PortalFault fault, string act)
    {
        await using var portal = await PortalSimulator.StartAsync();
        portal.MostRows = 10;
        for (var number = 0; number < Datasets; number++)
        {
            Put(portal, number);
        }

        var name = $"{fault}-{act}";
        var source = await _desk.SourceAsync(name, new JsonObject { ["url"] = portal.Url });
        await _desk.HarvestAsync(source);
        Change(portal, act);
        Strike(portal, fault, act);
        var plan = await _desk.HarvestAsync(source);
        var said = (string?)plan["stopped"] ?? string.Join(", ", new[] { (string)plan["state"]! }.Concat(plan["warnings"]!.AsArray().Select(w => (string)w!["code"]!)));
        var gone = (await _desk.KeptAsync(name)).Where(k => k.Value.State != RecordState.Live).Select(k => k.Key).Count(portal.Datasets.ContainsKey);

        portal.Heal();
        _desk.App.Time.Advance(TimeSpan.FromHours(1));
        await _desk.SettleAsync();
        await _desk.HarvestAsync(source);
        var kept = await _desk.KeptAsync(name);
        var whole = portal.Datasets.Count == kept.Count(k => k.Value.State == RecordState.Live)
            && portal.Datasets.All(d => kept.TryGetValue(d.Key, out var record) && record.State == RecordState.Live && record.Title == d.Value.Title)
            && kept.Where(k => !portal.Datasets.ContainsKey(k.Key)).All(k => k.Value.State == RecordState.Quarantined)
            && kept.Count == Datasets + (act == "add" ? 2 : 0);
        return ($"| {fault} | {act} | {said} | {gone} | {(whole ? "equal" : "DIFFERENT")} |", whole && gone == 0);
    }

    // Ids of a cell are its own portal's, and the same number is the same dataset in all of them: their records join.
    private void Put(PortalSimulator portal, int number, int revision = 0)
    {
        var dataset = PortalTemplates.Dataset(_desk.Templates, number, revision) with { };
        var own = dataset with { Id = $"{portal.Url.Split(':')[^1]}-{dataset.Name}" };
        portal.Datasets[own.Id] = own;
    }

    private void Change(PortalSimulator portal, string act)
    {
        foreach (var number in new[] { 3, 15 })
        {
            switch (act)
            {
                case "add":
                    Put(portal, Datasets + number);
                    break;
                case "change":
                    Put(portal, number, revision: 1);
                    break;
                default:
                    portal.Datasets.Remove(portal.Datasets.Keys.ElementAt(number));
                    break;
            }
        }
    }

    private static void Strike(PortalSimulator portal, PortalFault fault, string act)
    {
        var ids = portal.Datasets.Keys.ToList();
        portal.Struck.UnionWith(fault switch
        {
            PortalFault.HalfGoneOnce or PortalFault.HalfGoneForEver => ids.Where((_, at) => at % 2 == 0),
            PortalFault.HugeDataset => ids.Where(id => id.EndsWith(act == "add" ? $"-{Datasets + 3}" : "-3", StringComparison.Ordinal)),
            _ => ids.Skip(5).Take(2),
        });
        switch (fault)
        {
            case PortalFault.TooMany or PortalFault.TooManyWithRetryAfter or PortalFault.BusyHtml or PortalFault.CutJson or PortalFault.WrongContentType
                or PortalFault.SlowBytes or PortalFault.DroppedConnection or PortalFault.ErrorBody:
                portal.Fail(fault, act == "add" ? 3 : 6, act == "add" ? 0 : RequestsOfAPlan);
                break;
            case PortalFault.EmptyOnce:
                portal.Fail(fault, 4);
                break;
            default:
                portal.Fail(fault);
                break;
        }
    }
}
