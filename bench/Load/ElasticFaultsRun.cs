using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// Elasticsearch is unwell in one way after the other while studies come in and people search and read: nothing that was acknowledged may be lost, the index must equal
/// the database afterwards by itself, and nobody who reads may be answered by an error that does not say what is away.
/// <c>--postgres CONNECTION --elasticsearch A</c>, <c>--processes</c>, and <c>--seconds</c> of each phase but the first.
/// </summary>
public static class ElasticFaultsRun
{
    /// <summary>The longest step of a feed that found the server away, and what came in meanwhile.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var server = arguments.Text("elasticsearch") ?? throw new ArgumentException("--elasticsearch ADDRESS");
        var postgres = arguments.Text("postgres") ?? throw new ArgumentException("--postgres CONNECTION");
        var (count, rate, length) = (arguments.Number("processes", 2), arguments.Number("rate", 5), TimeSpan.FromSeconds(arguments.Number("seconds", 30)));
        var studies = new Queue<JsonObject>(NewsTexts.Read(arguments.Corpus, 10000));
        using var elastic = new UnwellElastic(server);
        await using var database = await OwnDatabase.MakeAsync(postgres);
        await using var cluster = await RegistryCluster.StartAsync(count, database.Connection, new Uri(elastic.Address), new Dictionary<string, string>());
        var phases = new (string Name, Ailment Ailment, TimeSpan Length)[]
        {
            ("well", Ailment.None, length),
            ("stopped: connections refused", Ailment.Stopped, TimeSpan.FromMinutes(1)),
            ("429 and Retry-After", Ailment.Busy, length),
            ("flood stage: every item of a bulk 403", Ailment.Flooded, length),
            ("its indices closed to writes by its own setting (`read_only_allow_delete`)", Ailment.None, length),
            ("200, every second item of a bulk 503", Ailment.Halved, length),
            ("every answer 5 s late", Ailment.Slow, length),
            ("200 and HTML", Ailment.Page, length),
        };
        var report = new StringBuilder("# Elasticsearch unwell while studies come in\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}. Command: `make prove-elastic` ({cluster.Where}; one writer, {rate} studies a second; one who searches, one who opens records, one who opens the page of a search, each ten times a second at most).").AppendLine();
        report.AppendLine("Before Elasticsearch stands a proxy that misbehaves as told; the block of the fifth row is the server's own, set through its API. Readers went on until the registry was whole again.").AppendLine();
        report.AppendLine("| Elasticsearch | s | studies acknowledged, refused | searches 200 / 503 / other | records 200 / 503 / other | pages 200 / 503 / other | longest run of other s | slowest answer s | last 503 after its end s | all searchable, nothing left to do, after s | lost, not searchable | missing + orphan + stale |");
        report.AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        var (acknowledged, bad) = (new List<string>(), 0);
        foreach (var (name, ailment, seconds) in phases)
        {
            var closed = name.Contains("read_only", StringComparison.Ordinal);
            using var direct = new ElasticServer(server);
            var phase = await ElasticFaultPhase.RunAsync(cluster, studies.Dequeue, acknowledged, TimeSpan.FromSeconds(1.0 / rate), Patience, async () =>
            {
                elastic.Now = ailment;
                await (closed ? ClosedAsync(direct, cluster.Prefix, seconds) : Task.Delay(seconds));
                elastic.Now = Ailment.None;
            });
            bad += phase.IsWell ? 0 : 1;
            var line = string.Create(CultureInfo.InvariantCulture, $"| {name} | {seconds.TotalSeconds:F0} | {phase.Acknowledged}, {phase.Refused} | {phase.Searches} | {phase.Records} | {phase.Pages} | {phase.LongestWrong.TotalSeconds:F1} | {phase.Slowest.TotalSeconds:F1} | {phase.LastAway.TotalSeconds:F1} | {phase.Took.TotalSeconds:F1} | {phase.Lost}, {phase.Unsearchable} | {phase.Differ} |");
            Console.WriteLine(line);
            report.AppendLine(line);
        }

        report.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{acknowledged.Count} studies acknowledged; after each phase all of them so far were asked for. {bad} phases after or in which something was wrong.");
        if (arguments.Text("out") is { } place)
        {
            await File.WriteAllTextAsync(place, report.ToString());
        }

        return bad == 0 ? 0 : 1;
    }

    /// <summary>The block that Elasticsearch sets itself at the flood stage. It takes it away itself where the disk has space, so it is set again each second.</summary>
    private static async Task ClosedAsync(ElasticServer server, string prefix, TimeSpan length)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); clock.Elapsed < length; await Task.Delay(1000))
        {
            await SetAsync(true);
        }

        await SetAsync(null);

        Task SetAsync(JsonNode? closed) => server.SetAsync($"{prefix}-*", new JsonObject { ["index.blocks.read_only_allow_delete"] = closed });
    }
}
