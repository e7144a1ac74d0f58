using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// kill -9 at random moments while studies come in, again and again on one folder; after each restart everything that was
/// acknowledged must be there and searchable, and index equal database, by itself, within a minute. With <c>--processes</c>, of several on
/// PostgreSQL and Elasticsearch one is killed each time, the others go on, and it is started again. With <c>--rebuild yes</c> the index is being made anew
/// each time, and must have been in the end. Somebody reads all the while, of each process in turn: whoever is killed listens no more, and nobody may be answered by an error.
/// </summary>
public static class KillRun
{
    private static readonly string Asked = Uri.EscapeDataString("โครงการ");

    /// <summary>What the reader asks for.</summary>
    private static readonly string[] Read = [$"/api/v1/search?q={Asked}&facets=true", $"/?q={Asked}", "/plan"];

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var runs = arguments.Number("runs", 50);
        var seed = arguments.Number("seed", Random.Shared.Next());
        var random = new Random(seed);
        Console.WriteLine($"seed {seed}");
        var studies = new ConcurrentQueue<JsonObject>(NewsTexts.Read(arguments.Corpus, 10000));
        await using var cluster = await RegistryCluster.StartAsync(arguments);
        var acknowledged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var report = new StringBuilder("# kill -9 under load\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}. Command: `make prove` (seed {seed}, {runs} kills, 8 clients, {cluster.Where}).").AppendLine();
        report.AppendLine("| kill | after ms | acknowledged so far | lost | not searchable | missing/orphan/stale | whole again after s |");
        report.AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        var (bad, rebuilding) = (0, arguments.Text("rebuild") == "yes");
        var rebuilds = new HashSet<string>(StringComparer.Ordinal);
        var turn = 0;
        var reader = new FaultReader([.. cluster.Processes.Select(p => p.Address)], () => Read[turn++ / cluster.Processes.Count % Read.Length], TimeSpan.FromMilliseconds(50));
        using var stopReading = new CancellationTokenSource();
        var reading = reader.ReadAsync(stopReading.Token);
        for (var run = 1; run <= runs; run++)
        {
            var after = random.Next(50, 2500);
            var victim = cluster.Processes[random.Next(cluster.Processes.Count)];
            if (rebuilding)
            {
                rebuilds.Add(await RebuildAsync(cluster.Processes[random.Next(cluster.Processes.Count)]));
            }

            await LoadUntilKilledAsync(cluster, victim, studies, acknowledged, after);
            var row = await AfterFault.LookAsync(cluster.Processes.FirstOrDefault(p => p != victim) ?? victim, [.. acknowledged.Values]);

            bad += row.Lost + row.Unsearchable + row.Wrong > 0 || row.Took > AfterFault.Minute ? 1 : 0;
            var line = string.Create(CultureInfo.InvariantCulture, $"| {run} | {after} | {acknowledged.Count} | {row.Lost} | {row.Unsearchable} | {row.Wrong} | {row.Took.TotalSeconds:F1} |");
            Console.WriteLine(line);
            report.AppendLine(line);
        }

        var (undone, givenUp) = (0, 0);
        if (rebuilding)
        {
            // A kill every two seconds lets some be given up, as any job is that five processes in a row do not outlive; asked again in peace it must be done.
            var last = await RebuildAsync(cluster.Processes[0]);
            foreach (var rebuild in rebuilds.Append(last).ToHashSet(StringComparer.Ordinal))
            {
                var (isDone, isGivenUp) = await EndOfAsync(cluster.Processes[0], rebuild);
                givenUp += isGivenUp && rebuild != last ? 1 : 0;
                undone += isDone || (isGivenUp && rebuild != last) ? 0 : 1;
            }

            report.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Before each kill the index was asked to be made anew, and once more after the last: {rebuilds.Append(last).Distinct().Count()} jobs (one that was not done yet went on), {givenUp} of them given up after five processes that ended over them, {undone} not done otherwise.");
        }

        await stopReading.CancelAsync();
        await reading;
        report.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Somebody searched, by the API and in the page, and looked at the plan, twenty times a second at most: {reader.Answered} answers, {reader.Away} by 503, {reader.Wrong} by 500 or anything else; {reader.Unreached} times the process that was asked was not there. The slowest answer took {reader.Slowest.TotalSeconds:F1} s.");
        report.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{runs} kills, {acknowledged.Count} studies acknowledged, {bad} kills after which something was wrong.");
        if (arguments.Text("out") is { } place)
        {
            await File.WriteAllTextAsync(place, report.ToString());
        }

        Console.WriteLine($"{runs} kills, {bad} bad, {reader.Wrong} wrong answers to the reader");
        return bad + undone + reader.Wrong == 0 ? 0 : 1;
    }

    private static async Task<string> RebuildAsync(RunningRegistry registry)
    {
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        return (string)(await client.PostAsync("/api/v1/index/rebuild"))["id"]!;
    }

    private static async Task<(bool IsDone, bool IsGivenUp)> EndOfAsync(RunningRegistry registry, string job)
    {
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        var ended = await client.UntilAsync($"/api/v1/jobs/{job}", j => (string)j["state"]! is "done" or "failed", TimeSpan.FromMinutes(5));
        return ((string)ended["state"]! == "done", ((string?)ended["error"])?.StartsWith("Given up", StringComparison.Ordinal) == true);
    }

    private static async Task LoadUntilKilledAsync(RegistryCluster cluster, RunningRegistry victim, ConcurrentQueue<JsonObject> studies, ConcurrentDictionary<string, string> acknowledged, int after)
    {
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            using var client = new RegistryClient(cluster.Processes[number % cluster.Processes.Count].Address, RunningRegistry.AdminKey);
            while (!stop.IsCancellationRequested && studies.TryDequeue(out var study))
            {
                try
                {
                    var (status, answer) = await client.PostStudyAsync(study, stop.Token);
                    if (status == HttpStatusCode.Created)
                    {
                        acknowledged[(string)study["sourceId"]!] = (string)answer!["id"]!;
                    }
                }
                catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
                {
                    // Killed before it answered: not acknowledged, may or may not be there.
                    return;
                }
            }
        })).ToList();
        await Task.Delay(after);
        await victim.KillAsync();
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        await victim.StartAgainAsync();
    }
}
