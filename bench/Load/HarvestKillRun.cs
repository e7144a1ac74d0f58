using System.Globalization;
using System.Text;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// kill -9 at random moments of plans and runs while a portal changes; after each restart the harvest goes on by itself, and in the end every
/// record stands as the portal has it, each change made once.
/// </summary>
public static class HarvestKillRun
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (runs, seed, count) = (arguments.Number("runs", 100), arguments.Number("seed", Random.Shared.Next()), arguments.Number("count", 600));
        var random = new Random(seed);
        Console.WriteLine($"seed {seed}");
        await using var portal = await PortalSimulator.StartAsync();
        await using var registry = await RunningRegistry.StartAsync(arguments.Number("port", 0));
        var state = new PortalState(portal, count);
        HarvestedPortal harvest;
        using (var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey))
        {
            harvest = await HarvestedPortal.NameAsync(client, portal);
            state.Note(await harvest.ItemsAsync((string)(await harvest.HarvestAsync(Minute))["run"]!));
        }

        var report = new StringBuilder("# kill -9 while harvesting\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}. Command: `make prove` (seed {seed}, {runs} kills, a simulated portal of {count} datasets, of which each time a tenth changes and some go and return).").AppendLine();
        report.AppendLine("| kill | after ms | plan stood | whole again after s | differs from the portal | done twice or not |").AppendLine("| --- | --- | --- | --- | --- | --- |");
        var bad = 0;
        for (var run = 1; run <= runs; run++)
        {
            state.Change(random);
            var after = random.Next(20, 1500);
            string stood;
            using (var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey))
            {
                stood = await KillAsync(registry, harvest.At(client), after);
            }

            await registry.StartAgainAsync();
            using var again = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var (differs, twice) = await LookAsync(harvest.At(again), again, state, random);
            bad += differs + twice > 0 || clock.Elapsed > Minute ? 1 : 0;
            var line = string.Create(CultureInfo.InvariantCulture, $"| {run} | {after} | {stood} | {clock.Elapsed.TotalSeconds:F1} | {differs} | {twice} |");
            Console.WriteLine(line);
            report.AppendLine(line);
        }

        report.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{runs} kills, {bad} after which something was wrong.");
        if (arguments.Text("out") is { } place)
        {
            await File.WriteAllTextAsync(place, report.ToString());
        }

        Console.WriteLine($"{runs} kills, {bad} bad");
        return bad == 0 ? 0 : 1;
    }

    private static async Task<string> KillAsync(RunningRegistry registry, HarvestedPortal harvest, int after)
    {
        var started = harvest.StartAsync();
        await Task.Delay(after);
        var stood = "unknown";
        try
        {
            stood = (string?)(await harvest.NewestAsync())?["state"] ?? "none";
        }
        catch (HttpRequestException)
        {
            // The look is only for the table.
        }

        await registry.KillAsync();
        try
        {
            await started;
        }
        catch (HttpRequestException)
        {
            stood = "not acknowledged";
        }

        return stood;
    }

    private static async Task<(int Differs, int Twice)> LookAsync(HarvestedPortal harvest, RegistryClient client, PortalState state, Random random)
    {
        var interrupted = await harvest.EndedAsync(Minute);
        if (interrupted?["run"] is { } run)
        {
            state.Note(await harvest.ItemsAsync((string)run!));
        }

        // What the killed process never began is done now; then there is nothing left to do.
        var plan = await harvest.HarvestAsync(Minute);
        state.Note(await harvest.ItemsAsync((string)plan["run"]!));
        var last = await harvest.HarvestAsync(Minute);
        var differs = (int)last["add"]! + (int)last["change"]! + (int)last["remove"]! + Math.Abs((int)last["unchanged"]! - state.Count);
        var twice = 0;
        foreach (var id in state.Draw(random, 40))
        {
            var record = await client.GetAsync($"/api/v1/records/{state.RecordOf(id)}");
            differs += state.Agrees(id, record) ? 0 : 1;
            twice += (int)record["version"]! == state.VersionOf(id) ? 0 : 1;
        }

        return (differs, twice);
    }
}
