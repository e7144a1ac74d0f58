using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// Many records with abstracts, of metadata alone (<c>--records arxiv-metadata</c>) or full texts (<c>--records news</c>): how long their import took until all could be found, and
/// their index made anew, once with nothing beside it, once while four clients search. On servers with <c>--postgres CONNECTION --elasticsearch ADDRESS</c>, the database empty.
/// </summary>
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
            var import = await client.EndedAsync(await client.SubmitAsync(file, "ndjson", null), Longest);
            var clock = Stopwatch.StartNew();
            await client.VisibleAsync((long)import["changeToken"]!, Longest);
            var visible = clock.Elapsed;
            await client.AtRestAsync((long)import["created"]!, Longest);
            var rest = clock.Elapsed;
            var alone = await client.EndedAsync(await client.PostAsync("/api/v1/index/rebuild"), Longest);
            var measured = await WhileJobRuns.MeasureAsync(client, QuestionsOf(what, arguments), "/api/v1/index/rebuild");
            var report = new StringBuilder("# The index made anew\n\n");
            report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}; {cluster.Where}; the load program runs on the same cores. Command: `{Command(what, arguments)}`. {import["created"]} {Told(what)}.").AppendLine();
            report.AppendLine(CultureInfo.InvariantCulture, $"After the import all could be found within {visible.TotalSeconds:F0} s; tags and duplicates were done after {rest.TotalSeconds:F0} s.");
            report.AppendLine(CultureInfo.InvariantCulture, $"Rebuild with nothing beside it: {Took(alone).TotalSeconds:F1} s ({alone["state"]}, {alone["counts"]!["read"]} read). While four clients search without a pause: {measured.Took.TotalSeconds:F1} s ({measured.Job["state"]}). Highest memory {Process.GetProcessById(registry.ProcessId).PeakWorkingSet64 / 1e6:F0} MB.").AppendLine();
            report.AppendLine(BesideTheFeed((long)import["created"]!, Took(import), visible, Took(alone)));
            report.Append(measured.Table("the index is made anew"));
            Console.WriteLine(report);
            if (arguments.Text("out") is { } to)
            {
                await File.WriteAllTextAsync(to, report.ToString());
            }

            return (string)measured.Job["state"]! == "done" ? 0 : 1;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The same records, into the index by the feed beside their import and by the rebuild.</summary>
    private static string BesideTheFeed(long records, TimeSpan import, TimeSpan visible, TimeSpan rebuild)
    {
        var feed = import + visible;
        return string.Create(CultureInfo.InvariantCulture, $"""
            | the same records into the index | s | records/s |
            | --- | --- | --- |
            | by the feed, from the begin of their import until all could be found (the import's own {import.TotalSeconds:F1} s in it, tags and duplicates beside it) | {feed.TotalSeconds:F1} | {records / feed.TotalSeconds:F0} |
            | by the rebuild, nothing beside it | {rebuild.TotalSeconds:F1} | {records / rebuild.TotalSeconds:F0} |

            The rebuild's rate is {feed / rebuild:F2} × the feed's (goal for full texts: no slower).

            """);
    }

    private static TimeSpan Took(JsonNode job) => (DateTime)job["endedAt"]! - (DateTime)job["startedAt"]!;

    private static IReadOnlyList<string> QuestionsOf(string what, Arguments arguments) => what == "news"
        ? Questions.Draw(NewsTexts.Read(arguments.Corpus, 10_000), arguments.Number("searches", 200), arguments.Number("seed", 20210518))
        : [.. ArxivRecords.Read(arguments.Corpus).Select(s => (string)s["title"]!["en"]!).Where((_, i) => i % 100 == 0)
            .Select(title => string.Join(' ', title.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3))).Take(arguments.Number("searches", 200))];

    private static string Told(string what) => what switch
    {
        "news" => "full texts, ids changed where they repeat",
        ImportFile.Metadata => "records of the bulk file without abstracts, ids changed where they repeat",
        _ => "records of the bulk file with abstracts, ids changed where they repeat",
    };

    private static string Command(string what, Arguments arguments) => what == "arxiv" && arguments.Text("postgres") is null && arguments.Text("count") is null
        ? "make rebuild"
        : $"dotnet run -c Release --project bench/Load -- rebuild --records {what} --count {arguments.Number("count", 100_000)}{(arguments.Text("postgres") is null ? "" : " --postgres … --elasticsearch …")}";
}
