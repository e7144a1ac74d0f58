using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// PostgreSQL is restarted again and again, its connections cut, while studies come in, one by one and as a bulk file, and somebody searches: nothing that was acknowledged may be lost, and nobody
/// may be answered by 5xx for longer than the server was away. <c>--postgres CONNECTION --elasticsearch A --restart COMMAND</c>.
/// </summary>
public static class PostgresRestartRun
{
    private const int Clients = 8, Restarts = 5, Lines = 3000;

    /// <summary>A request that began while the server was away may be answered so much later.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var studies = NewsTexts.Read(arguments.Corpus, arguments.Number("count", 3000));
        await using var database = await OwnDatabase.MakeAsync(arguments.Text("postgres") ?? throw new ArgumentException("--postgres"));
        await using var registry = await RunningRegistry.StartAsync(0, "plans", NodeKillRun.Settings(arguments, database, 0));
        var (acknowledged, done) = (new ConcurrentDictionary<string, string>(StringComparer.Ordinal), 0);
        var refused = new ConcurrentBag<(HttpStatusCode Status, TimeSpan At)>();
        var away = new ConcurrentBag<Task<(TimeSpan From, TimeSpan To)>>();
        using var stop = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        var reading = NodeKillRun.ReadAsync(registry.Address, clock, stop.Token);
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        var posts = new Figures();
        var job = await HandInAsync(client, arguments.Corpus);
        await Figures.ForEachAsync(studies, Clients, async study =>
        {
            var (status, answer) = await posts.TimeAsync(() => client.PostStudyAsync(study));
            if (status == HttpStatusCode.Created)
            {
                acknowledged[(string)study["sourceId"]!] = (string)answer!["id"]!;
            }
            else
            {
                refused.Add((status, clock.Elapsed));
            }

            if (Interlocked.Increment(ref done) % (studies.Count / (Restarts + 1)) == 0 && away.Count < Restarts)
            {
                away.Add(RestartAsync(arguments.Text("restart")!, clock));
            }
        });
        var times = (await Task.WhenAll(away)).OrderBy(t => t.From).ToList();
        var import = await client.UntilAsync(job, j => (string)j["state"]! is "done" or "failed" or "cancelled", TimeSpan.FromMinutes(5));
        await Task.Delay(TimeSpan.FromSeconds(5));
        await stop.CancelAsync();
        var (answers, worst, failed) = await reading;
        var look = await AfterFault.LookAsync(registry, [.. acknowledged.Values]);
        var late = failed.Concat(refused.Select(r => r.At)).Count(at => !times.Any(t => t.From <= at && at <= t.To + Grace));
        var report = new StringBuilder("# PostgreSQL restarted while studies come in\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}. Command: `make prove-postgres` ({studies.Count} studies, {Clients} clients, one more that searches without a pause; {Restarts} restarts at once, connections cut).").AppendLine();
        await ProofTable.WriteAsync(report, arguments.Text("out"),
        [
            ("PostgreSQL away, s", string.Join(", ", times.Select(t => (t.To - t.From).TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)))),
            ("acknowledged", $"{acknowledged.Count}"),
            ("refused", refused.IsEmpty ? "0" : string.Join(", ", refused.GroupBy(r => (int)r.Status).OrderBy(g => g.Key).Select(g => $"{g.Count()} by {g.Key}"))),
            ("bulk file handed in before: state, lines, created", $"{import["state"]}, {Lines}, {import["created"]}"),
            ("searches answered, the slowest s", string.Create(CultureInfo.InvariantCulture, $"{answers}, {worst.TotalSeconds:F1}")),
            ("searches answered by 5xx", $"{failed.Count}"),
            ($"answered by 5xx more than {Grace.TotalSeconds:F0} s after PostgreSQL was there again", $"{late}"),
            ("lost, not searchable", $"{look.Lost}, {look.Unsearchable}"),
            ("missing + orphan + stale", $"{look.Wrong}"),
            ("whole again after s", string.Create(CultureInfo.InvariantCulture, $"{look.Took.TotalSeconds:F1}")),
        ]);

        return times.Count == Restarts && (int)import["created"]! == Lines && late + look.Lost + look.Unsearchable + look.Wrong == 0 && look.Took < AfterFault.Minute ? 0 : 1;
    }

    /// <returns>Address of the job.</returns>
    private static async Task<string> HandInAsync(RegistryClient client, string corpus)
    {
        var file = Path.GetTempFileName();
        try
        {
            await ImportFile.WriteAsync(file, "arxiv", corpus, Lines);
            return $"/api/v1/jobs/{(string)(await client.SubmitAsync(file, "ndjson", null))["id"]!}";
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <exception cref="InvalidOperationException">The command failed: without it nothing is proved.</exception>
    private static async Task<(TimeSpan From, TimeSpan To)> RestartAsync(string command, Stopwatch clock)
    {
        var from = clock.Elapsed;
        using var restart = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", command } })!;
        await restart.WaitForExitAsync();
        return restart.ExitCode == 0 ? (from, clock.Elapsed) : throw new InvalidOperationException($"{command} ended with {restart.ExitCode}.");
    }
}
