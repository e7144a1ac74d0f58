using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace EvidenceRegistry.Bench.Load;

/// <summary>First start with seed data, warm starts to the first answer, and resident memory after seeding.</summary>
public static class StartRun
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var report = new StringBuilder("# Start on seed data\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}. Command: `make start`.").AppendLine();
        report.AppendLine("| start | to first search answer, s | resident memory, MB | found |").AppendLine("| --- | --- | --- | --- |");
        await using var registry = await RunningRegistry.StartAsync(arguments.Number("port", 0), "samples");
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        report.AppendLine(await RowAsync("first, empty folder", registry, client));
        await SettledAsync(client);
        report.AppendLine(await RowAsync("the same, after all samples are read", registry, client, running: true));
        for (var run = 1; run <= arguments.Number("runs", 5); run++)
        {
            await registry.KillAsync();
            await registry.StartAgainAsync();
            report.AppendLine(await RowAsync($"warm {run}", registry, client));
        }

        Console.WriteLine(report);
        if (arguments.Text("out") is { } file)
        {
            await File.WriteAllTextAsync(file, report.ToString());
        }

        return 0;
    }

    private static async Task<string> RowAsync(string name, RunningRegistry registry, RegistryClient client, bool running = false)
    {
        var clock = Stopwatch.StartNew();
        var found = (await client.SearchAsync("อ้อย", "&facets=true"))["total"];
        using var process = Process.GetProcessById(registry.ProcessId);
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {((running ? TimeSpan.Zero : registry.StartTook) + clock.Elapsed).TotalSeconds:F2} | {process.WorkingSet64 / 1e6:F0} | {found} |");
    }

    private static async Task SettledAsync(RegistryClient client)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromMinutes(2))
        {
            var view = await client.GetAsync("/api/v1/consistency");
            if ((int)view["pending"]! == 0 && (int)view["records"]! >= 100)
            {
                return;
            }

            await Task.Delay(200);
        }
    }
}
