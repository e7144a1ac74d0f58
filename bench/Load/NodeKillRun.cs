using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// One of three nodes of Elasticsearch loses its power while studies come in, and comes back while they still do: nothing that was acknowledged may be lost, and
/// whoever searches meanwhile is answered. <c>--postgres CONNECTION --elasticsearch A,B,C --kill COMMAND --back COMMAND</c>, and <c>--user</c>, <c>--password</c>.
/// </summary>
public static class NodeKillRun
{
    private const int Clients = 8;

    /// <summary>Three nodes on the cores of this machine are slow to work off tags and duplicates of what came in.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var studies = NewsTexts.Read(arguments.Corpus, arguments.Number("count", 2500));
        await using var database = await OwnDatabase.MakeAsync(arguments.Text("postgres") ?? throw new ArgumentException("--postgres"));
        await using var registry = await RunningRegistry.StartAsync(0, "plans", Settings(arguments, database, 1));
        var (acknowledged, begun, done, refused) = (new ConcurrentDictionary<string, string>(StringComparer.Ordinal), 0, 0, 0);
        var (killed, back) = (studies.Count / 8, studies.Count / 5);
        var between = TimeSpan.FromSeconds(1.0 / arguments.Number("rate", 25));
        var events = new StringBuilder();
        using var stop = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        var reading = ReadAsync(registry.Address, clock, stop.Token);
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        var posts = new Figures();
        var power = new ConcurrentBag<Task>();
        var joining = JoinedAsync(arguments, () => (clock.Elapsed, Volatile.Read(ref done)), stop.Token);
        await Figures.ForEachAsync(studies, Clients, async study =>
        {
            // A flow of so many a second: as fast as they go in, all are in before a node is back.
            var early = (between * Interlocked.Increment(ref begun)) - clock.Elapsed;
            await Task.Delay(early > TimeSpan.Zero ? early : TimeSpan.Zero);
            var (status, answer) = await posts.TimeAsync(() => client.PostStudyAsync(study));
            if (status == HttpStatusCode.Created)
            {
                acknowledged[(string)study["sourceId"]!] = (string)answer!["id"]!;
            }
            else
            {
                Interlocked.Increment(ref refused);
            }

            var now = Interlocked.Increment(ref done);
            if (now == killed || now == back)
            {
                power.Add(PowerAsync(now == killed ? "a node lost its power" : "the node was started again", arguments.Text(now == killed ? "kill" : "back")!, now, clock, events));
            }
        });
        await Task.WhenAll(power);
        var joined = await joining.WaitAsync(TimeSpan.FromMinutes(5));
        await Task.Delay(TimeSpan.FromSeconds(arguments.Number("after", 30)));
        await stop.CancelAsync();
        var (answers, worst, away) = await reading;
        var look = await AfterFault.LookAsync(registry, [.. acknowledged.Values], Patience);
        var report = new StringBuilder("# One of three nodes lost and brought back\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}. Command: `make prove-nodes` ({studies.Count} studies, {1 / between.TotalSeconds:F0} a second from {Clients} clients, one more that searches without a pause; one copy of each index beside the first).").AppendLine();
        report.Append(events);
        report.AppendLine(CultureInfo.InvariantCulture, $"- At {joined.At.TotalSeconds:F1} s, after {joined.Posted} studies: the cluster counted three nodes again.").AppendLine();
        await ProofTable.WriteAsync(report, arguments.Text("out"),
        [
            ("acknowledged, refused", $"{acknowledged.Count}, {refused}"),
            ("a POST, p50, p95, p99 ms", string.Create(CultureInfo.InvariantCulture, $"{posts.At(0.5):F0}, {posts.At(0.95):F0}, {posts.At(0.99):F0}")),
            ("searches answered, the slowest s", string.Create(CultureInfo.InvariantCulture, $"{answers}, {worst.TotalSeconds:F1}")),
            ("searches answered by 5xx, at s", $"{away.Count}{(away.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {away[0].TotalSeconds:F1} to {away[^1].TotalSeconds:F1}"))}"),
            ("lost, not searchable", $"{look.Lost}, {look.Unsearchable}"),
            ("missing + orphan + stale", $"{look.Wrong}"),
            ("whole again, and nothing left to do, after s", string.Create(CultureInfo.InvariantCulture, $"{look.Took.TotalSeconds:F1}")),
        ]);

        return joined.Posted < studies.Count && look.Lost + look.Unsearchable + look.Wrong + refused == 0 && look.Took < Patience ? 0 : 1;
    }

    internal static Dictionary<string, string> Settings(Arguments arguments, OwnDatabase database, int copies) => new()
    {
        ["ConnectionStrings__Postgres"] = database.Connection,
        ["Elasticsearch__Nodes"] = arguments.Text("elasticsearch") ?? throw new ArgumentException("--elasticsearch"),
        ["Elasticsearch__UserName"] = arguments.Text("user") ?? "",
        ["Elasticsearch__Password"] = arguments.Text("password") ?? "",
        ["Elasticsearch__Replicas"] = copies.ToString(CultureInfo.InvariantCulture),
        ["Elasticsearch__IndexPrefix"] = $"n{Guid.NewGuid():n}"[..20],
    };

    /// <exception cref="InvalidOperationException">The command failed: without it nothing is proved.</exception>
    private static async Task PowerAsync(string what, string command, int posted, Stopwatch clock, StringBuilder events)
    {
        lock (events)
        {
            events.AppendLine(CultureInfo.InvariantCulture, $"- At {clock.Elapsed.TotalSeconds:F1} s, after {posted} studies: {what}.");
        }

        using var power = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", command } })!;
        await power.WaitForExitAsync();
        if (power.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} ended with {power.ExitCode}.");
        }
    }

    /// <summary>When the cluster counted three nodes after it had counted two, and how many studies had been posted by then.</summary>
    private static async Task<(TimeSpan At, int Posted)> JoinedAsync(Arguments arguments, Func<(TimeSpan, int)> now, CancellationToken stop)
    {
        var key = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{arguments.Text("user")}:{arguments.Text("password")}"));
        using var http = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = new Uri(arguments.Text("elasticsearch")!.Split(',')[0]) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", key);
        for (var fewer = false; ; await Task.Delay(500, stop))
        {
            using var answer = await http.GetAsync("/_cluster/health", stop);
            var nodes = (int?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(stop))?["number_of_nodes"];
            if (fewer && nodes == 3)
            {
                return now();
            }

            fewer |= nodes == 2;
        }
    }

    /// <summary>Searches, one after the other, until told to stop.</summary>
    internal static async Task<(int Answers, TimeSpan Worst, List<TimeSpan> Away)> ReadAsync(string address, Stopwatch clock, CancellationToken stop)
    {
        var (answers, worst, away) = (0, TimeSpan.Zero, new List<TimeSpan>());
        using var client = new RegistryClient(address, RunningRegistry.AdminKey);
        while (!stop.IsCancellationRequested)
        {
            var began = clock.Elapsed;
            try
            {
                await client.SearchAsync("โครงการ", "&facets=true", CancellationToken.None);
                answers++;
            }
            catch (HttpRequestException e) when (e.StatusCode >= HttpStatusCode.InternalServerError)
            {
                away.Add(clock.Elapsed);
            }

            worst = clock.Elapsed - began is var took && took > worst ? took : worst;
        }

        return (answers, worst, away);
    }
}
