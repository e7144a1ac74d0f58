using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>A portal of the size of the national one, filled with repeated real answers: plan, run, a run with nothing to do, 2,000 changes, and their undo.</summary>
public static class HarvestLoadRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (count, changes) = (arguments.Number("count", 32_473), arguments.Number("changes", 2_000));
        var templates = PortalTemplates.Tokyo(arguments.Corpus);
        await using var portal = await PortalSimulator.StartAsync();
        for (var number = 0; number < count; number++)
        {
            Put(portal, templates, number, 0);
        }

        await using var registry = await RunningRegistry.StartAsync(arguments.Number("port", 0), group: arguments.Text("group"));
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        using var process = Process.GetProcessById(registry.ProcessId);
        var harvest = await HarvestedPortal.NameAsync(client, portal);
        var report = new StringBuilder("# A portal in step\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}. Command: `make harvest`. {count} datasets ({templates.Count} real answers repeated, {templates.Average(t => (t["resources"] as JsonArray)?.Count ?? 0):F1} resources each), simulated portal on the same machine.").AppendLine();
        report.AppendLine("| step | seconds | processor seconds | requests | MB resident at the end (of that anonymous) | most MB resident | came to |").AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        var first = await StepAsync("plan", async () => await PlanAsync(harvest, client));
        await StepAsync("first run", async () => await RunAsync(harvest, client, first));
        await StepAsync("second harvest, nothing changed", async () => await harvest.HarvestAsync(Limit));
        var before = await ContentsAsync(client, harvest, (string)(await client.GetAsync($"/api/v1/harvest/plans/{first["id"]}"))["run"]!, changes);
        for (var number = 0; number < changes; number++)
        {
            Put(portal, templates, number, 1);
        }

        var changed = await StepAsync($"harvest of {changes} changes", async () => await harvest.HarvestAsync(Limit));
        var during = await ContentsAsync(client, before.Keys);
        await StepAsync("undo", async () =>
        {
            await client.PostAsync($"/api/v1/harvest/runs/{changed["run"]}/undo");
            while ((string?)(await client.GetAsync($"/api/v1/harvest/plans/{changed["id"]}"))["state"] != "undone")
            {
                await Task.Delay(100);
            }

            return await client.GetAsync($"/api/v1/harvest/plans/{changed["id"]}");
        });
        var after = await ContentsAsync(client, before.Keys);
        var (differing, equal) = (before.Count(b => during[b.Key] != b.Value), before.Count(b => after[b.Key] == b.Value));
        report.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Undo, compared record by record: {before.Count} records, {differing} differed after the run, {equal} equal again afterwards.");
        if (arguments.Text("group") is { } group)
        {
            report.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"In a control group of {Figures.OfGroup(group, "memory.limit_in_bytes", "memory.max"):F0} MB; most charged to it, files' pages included: {Figures.OfGroup(group, "memory.max_usage_in_bytes", "memory.peak"):F0} MB.");
        }

        if (arguments.Text("out") is { } place)
        {
            await File.WriteAllTextAsync(place, report.ToString());
        }

        Console.WriteLine(report);
        return equal == before.Count ? 0 : 1;

        async Task<JsonNode> StepAsync(string name, Func<Task<JsonNode>> step)
        {
            process.Refresh();
            var (clock, processor, asked) = (Stopwatch.StartNew(), process.TotalProcessorTime, portal.Asked.Count);
            var plan = await step();
            process.Refresh();
            var line = string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {clock.Elapsed.TotalSeconds:F1} | {(process.TotalProcessorTime - processor).TotalSeconds:F1} | {portal.Asked.Count - asked} | {Figures.Resident(registry.ProcessId, "VmRSS")} ({Figures.Resident(registry.ProcessId, "RssAnon")}) | {Figures.Resident(registry.ProcessId, "VmHWM")} | {plan["state"]}: {plan["add"]} added, {plan["change"]} changed, {plan["unchanged"]} unchanged |");
            Console.WriteLine(line);
            report.AppendLine(line);
            return plan;
        }
    }

    private static async Task<JsonNode> PlanAsync(HarvestedPortal harvest, RegistryClient client)
    {
        var plan = await harvest.StartAsync(run: false);
        await harvest.EndedAsync(Limit);
        return await client.GetAsync($"/api/v1/harvest/plans/{plan["id"]}");
    }

    private static async Task<JsonNode> RunAsync(HarvestedPortal harvest, RegistryClient client, JsonNode plan)
    {
        await client.PostAsync($"/api/v1/harvest/plans/{plan["id"]}/run");
        await harvest.EndedAsync(Limit);
        return await client.GetAsync($"/api/v1/harvest/plans/{plan["id"]}");
    }

    private static async Task<Dictionary<string, string>> ContentsAsync(RegistryClient client, HarvestedPortal harvest, string runId, int changes)
    {
        var templates = PortalTemplates.Small();
        var wanted = Enumerable.Range(0, changes).Select(n => PortalTemplates.Dataset(templates, n).Id).ToHashSet(StringComparer.Ordinal);
        var records = (await harvest.ItemsAsync(runId)).Where(i => wanted.Contains((string)i["datasetId"]!)).Select(i => (string)i["recordId"]!);
        return await ContentsAsync(client, records);
    }

    /// <summary>What is shown of each record, without version and times.</summary>
    private static async Task<Dictionary<string, string>> ContentsAsync(RegistryClient client, IEnumerable<string> records)
    {
        var contents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in records.ToList())
        {
            var record = await client.GetAsync($"/api/v1/records/{id}");
            foreach (var member in new[] { "version", "changedAt", "origins" })
            {
                record.AsObject().Remove(member);
            }

            contents[id] = record.ToJsonString();
        }

        return contents;
    }

    private static void Put(PortalSimulator portal, IReadOnlyList<JsonObject> templates, int number, int revision)
    {
        var dataset = PortalTemplates.Dataset(templates, number, revision);
        portal.Datasets[dataset.Id] = dataset;
    }
}
