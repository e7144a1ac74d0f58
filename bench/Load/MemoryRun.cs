using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// Memory of one process on PostgreSQL and Elasticsearch with many records: clients that search and rest a moment, and a study a second, for minutes.
/// <c>--postgres CONNECTION --elasticsearch ADDRESS</c>, the database empty.
/// </summary>
public static class MemoryRun
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5), Rest = TimeSpan.FromMilliseconds(100);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (count, minutes, clients) = (arguments.Number("count", 100_000), arguments.Number("minutes", 20), arguments.Number("clients", 4));
        var postgres = arguments.Text("postgres") ?? throw new ArgumentException("--postgres");
        var search = new Uri(arguments.Text("elasticsearch") ?? throw new ArgumentException("--elasticsearch"));
        await using var servers = await RegistryCluster.StartAsync(1, postgres, search, new Dictionary<string, string>());
        var registry = servers.Processes[0];
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        var samples = new List<(double Minute, long Mb, long Own)>();
        using var stop = new CancellationTokenSource();
        var sampling = SampleAsync(registry, samples, stop.Token);
        var (stored, visible) = await FillAsync(client, arguments.Corpus, count);
        var before = samples.Count;
        var studies = NewsTexts.Read(arguments.Corpus, 10000);
        var english = ArxivRecords.Read(arguments.Corpus).Where((_, at) => at % 119 == 0).Select(r => string.Join(' ', ((string)r["title"]!["en"]!).Split(' ').Take(3)));
        List<string> questions = [.. Questions.Draw(studies, 200, arguments.Number("seed", 20210518)).Zip(english).SelectMany(q => new[] { q.First, q.Second })];
        var (searches, posts) = await LoadAsync(client, questions, studies, clients, TimeSpan.FromMinutes(minutes));
        await stop.CancelAsync();
        await sampling;
        var loaded = samples.Skip(before).ToList();
        var report = new StringBuilder("# Memory of one process on PostgreSQL and Elasticsearch\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}. Command: `make memory`. {count} records, imported in {stored.TotalSeconds:F0} s, searchable after {visible.TotalSeconds:F0} s; then {minutes} minutes of {clients} clients that search with facets and passages and rest {Rest.TotalMilliseconds:F0} ms, and one that hands in a study a second: {searches.Count} searches, p95 {searches.At(0.95):F0} ms, {posts} studies. Tags and duplicates of the import are worked off meanwhile.").AppendLine();
        report.AppendLine("| while | most MB | own (not mapped from files) MB |").AppendLine("| --- | --- | --- |");
        report.AppendLine(CultureInfo.InvariantCulture, $"| import and feed | {samples.Take(before).Max(s => s.Mb)} | {samples.Take(before).Max(s => s.Own)} |");
        foreach (var part in loaded.GroupBy(s => (int)((s.Minute - loaded[0].Minute) / 4)))
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"| load, minutes {part.Key * 4} to {(part.Key * 4) + 4} | {part.Max(s => s.Mb)} | {part.Max(s => s.Own)} |");
        }

        Console.WriteLine(report);
        if (arguments.Text("out") is { } place)
        {
            await File.WriteAllTextAsync(place, report.ToString());
        }

        return loaded.Max(s => s.Mb) < 500 ? 0 : 1;
    }

    private static async Task<(TimeSpan Stored, TimeSpan Visible)> FillAsync(RegistryClient client, string corpus, int count)
    {
        var file = Path.Combine(Path.GetTempPath(), $"registry-memory-{Guid.NewGuid():n}.ndjson");
        try
        {
            await ImportFile.WriteAsync(file, "arxiv", corpus, count);
            var clock = Stopwatch.StartNew();
            var job = await client.SubmitAsync(file, "ndjson", null);
            job = await client.UntilAsync($"/api/v1/jobs/{job["id"]}", j => (string)j["state"]! is not ("queued" or "running"), TimeSpan.FromMinutes(30));
            var stored = clock.Elapsed;
            await client.VisibleAsync((long)job["changeToken"]!, TimeSpan.FromMinutes(60));
            return (stored, clock.Elapsed);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task SampleAsync(RunningRegistry registry, List<(double Minute, long Mb, long Own)> samples, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (!stop.IsCancellationRequested)
        {
            samples.Add((clock.Elapsed.TotalMinutes, Figures.Resident(registry.ProcessId, "VmRSS"), Figures.Resident(registry.ProcessId, "RssAnon")));
            await Task.Delay(Look, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static async Task<(Figures Searches, int Posts)> LoadAsync(RegistryClient client, List<string> questions, IReadOnlyList<JsonObject> studies, int clients, TimeSpan most)
    {
        var (searches, posts, clock) = (new Figures(), 0, Stopwatch.StartNew());
        var searching = Enumerable.Range(0, clients).Select(async number =>
        {
            for (var at = number; clock.Elapsed < most; at += clients)
            {
                await searches.TimeAsync(() => client.SearchAsync(questions[at % questions.Count], "&facets=true"));
                await Task.Delay(Rest);
            }
        });
        var posting = Task.Run(async () =>
        {
            for (; clock.Elapsed < most; await Task.Delay(TimeSpan.FromSeconds(1)))
            {
                var (status, answer) = await client.PostStudyAsync(studies[posts++ % studies.Count]);
                if (status != System.Net.HttpStatusCode.Created)
                {
                    throw new InvalidOperationException($"A study was refused: {(int)status} {answer}");
                }
            }
        });
        await Task.WhenAll([.. searching, posting]);
        return (searches, posts);
    }
}
