using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace EvidenceRegistry.Bench.Load;

/// <summary>Many records with abstracts, or of metadata alone (<c>--records arxiv-metadata</c>), then the index made anew: once with nothing beside it, once while four clients search. On servers with <c>--postgres CONNECTION --elasticsearch ADDRESS</c>, the database empty.</summary>
public static class RebuildRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (count, what) = (arguments.Number("count", 100_000), arguments.Text("records", "arxiv"));
        var file = Path.Combine(Path.GetTempPath(), $"registry-rebuild-{Guid.NewGuid():n}.ndjson");
        try
        {
            await ImportFile.WriteAsync(file, what, arguments.Corpus, count);
            await using var cluster = arguments.Text("postgres") is { } postgres
                ? await RegistryCluster.StartAsync(1, postgres, new Uri(arguments.Text("elasticsearch") ?? throw new ArgumentException("--postgres needs --elasticsearch")), new Dictionary<string, string>())
                : await RegistryCluster.StartAsync(arguments);
            var registry = cluster.Processes[0];
            using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
            var import = await client.UntilAsync($"/api/v1/jobs/{(string)(await client.SubmitAsync(file, "ndjson", null))["id"]!}", job => (string)job["state"]! is "done" or "failed", Longest);
            var clock = Stopwatch.StartNew();
            await client.VisibleAsync((long)import["changeToken"]!, Longest);
            var visible = clock.Elapsed;
            await client.AtRestAsync((long)import["created"]!, Longest);
            var rest = clock.Elapsed;
            var alone = await client.UntilAsync($"/api/v1/jobs/{(string)(await client.PostAsync("/api/v1/index/rebuild"))["id"]!}", job => (string)job["state"]! is "done" or "failed", Longest);
            var questions = ArxivRecords.Read(arguments.Corpus).Select(s => (string)s["title"]!["en"]!).Where((_, i) => i % 100 == 0)
                .Select(title => string.Join(' ', title.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3))).Take(arguments.Number("searches", 200)).ToList();
            var measured = await WhileJobRuns.MeasureAsync(client, questions, "/api/v1/index/rebuild");
            var report = new StringBuilder("# The index made anew\n\n");
            report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}; {cluster.Where}; the load program runs on the same cores. Command: `make rebuild`. {import["created"]} records of the bulk file {(what == "arxiv" ? "with" : "without")} abstracts, ids changed where they repeat.").AppendLine();
            report.AppendLine(CultureInfo.InvariantCulture, $"After the import all could be found within {visible.TotalSeconds:F0} s; tags and duplicates were done after {rest.TotalSeconds:F0} s.");
            report.AppendLine(CultureInfo.InvariantCulture, $"Rebuild with nothing beside it: {((DateTime)alone["endedAt"]! - (DateTime)alone["startedAt"]!).TotalSeconds:F1} s ({alone["state"]}, {alone["counts"]!["read"]} read). While four clients search without a pause: {measured.Took.TotalSeconds:F1} s ({measured.Job["state"]}). Highest memory {Process.GetProcessById(registry.ProcessId).PeakWorkingSet64 / 1e6:F0} MB.").AppendLine();
            report.Append(measured.Table("the index is made anew"));
            Console.WriteLine(report);
            if (arguments.Text("out") is { } to)
            {
                await File.WriteAllTextAsync(to, report.ToString());
            }

            return (string)alone["state"]! == "done" && (string)measured.Job["state"]! == "done" ? 0 : 1;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
