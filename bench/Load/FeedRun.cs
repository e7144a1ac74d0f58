using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// What feeding Elasticsearch costs, and of that what the ready tokens cost: its own <c>thai</c> analyzer over the raw texts, the registry's rebuild, and the very
/// bulk requests of such a rebuild sent once more by nobody who reads, analyses or waits for a database.
/// </summary>
public static class FeedRun
{
    private const int Times = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var elastic = arguments.Text("elasticsearch") ?? throw new ArgumentException("--elasticsearch ADDRESS");
        var postgres = arguments.Text("postgres") ?? throw new ArgumentException("--postgres CONNECTION of an empty database");
        var count = arguments.Number("count", 10000);
        var studies = NewsTexts.Read(arguments.Corpus, count);
        var file = Path.Combine(Path.GetTempPath(), $"registry-feed-{Guid.NewGuid():n}.ndjson");
        await ImportFile.WriteAsync(file, "news", arguments.Corpus, count);
        try
        {
            using var recorder = new BulkRecorder(elastic);
            var settings = new Dictionary<string, string>
            {
                ["ConnectionStrings__Postgres"] = postgres, ["Elasticsearch__Nodes"] = recorder.Address, ["Elasticsearch__IndexPrefix"] = $"feed{Guid.NewGuid():n}"[..20], ["Tagging__Enabled"] = "false",
            };
            await using var registry = await RunningRegistry.StartAsync(0, settings: settings);
            using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
            var import = await client.EndedAsync(await client.SubmitAsync(file, "ndjson", null), Longest);
            await client.AtRestAsync((long)import["created"]!, Longest, tagged: false);
            recorder.Keeps = true;
            await client.EndedAsync(await client.PostAsync("/api/v1/index/rebuild"), Longest);
            recorder.Keeps = false;
            using var server = new ElasticServer(elastic);
            var indices = await DefinitionsAsync(server, recorder.Bodies);
            await registry.StopAsync();
            await registry.StartAgainAsync(new Dictionary<string, string> { ["Elasticsearch__Nodes"] = elastic });
            var rows = new Dictionary<string, List<double>>();
            for (var time = 0; time < Times; time++)
            {
                // In turn, so that none has the faster hour.
                await client.SettledAsync(Longest);
                var rebuilt = await client.EndedAsync(await client.PostAsync("/api/v1/index/rebuild"), Longest);
                Note(rows, "the registry's rebuild", ((DateTime)rebuilt["endedAt"]! - (DateTime)rebuilt["startedAt"]!).TotalSeconds);
                foreach (var together in new[] { 1, 2 })
                {
                    using var raw = new RawElastic(elastic);
                    Note(rows, $"raw texts, its own thai analyzer, {Together(together)}", (await raw.FillAsync(studies, together)).TotalSeconds);
                    await raw.ForgetAsync();
                    Note(rows, $"the same ready tokens, {Together(together)}", (await ReplayAsync(server, recorder.Bodies, indices, together)).TotalSeconds);
                }
            }

            var report = Report(rows, count, recorder.Bodies);
            Console.WriteLine(report);
            if (arguments.Text("out") is { } to)
            {
                await File.WriteAllTextAsync(to, report);
            }

            return 0;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Together(int requests) => requests == 1 ? "one request at a time" : $"{requests} requests at a time";

    private static void Note(Dictionary<string, List<double>> rows, string name, double seconds)
    {
        (rows.TryGetValue(name, out var list) ? list : rows[name] = []).Add(seconds);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {seconds:F1} s"));
    }

    /// <summary>Bulk requests into empty indices like those they went to, and a refresh.</summary>
    private static async Task<TimeSpan> ReplayAsync(ElasticServer server, IReadOnlyList<string> bodies, IReadOnlyDictionary<string, (JsonObject Settings, JsonObject Mappings)> indices, int together)
    {
        var again = bodies.Select(body => indices.Keys.Aggregate(body, (text, index) => text.Replace($"\"_index\":\"{index}\"", $"\"_index\":\"{Again(index)}\"", StringComparison.Ordinal))).ToList();
        foreach (var (index, (settings, mappings)) in indices)
        {
            await server.MakeAsync(Again(index), (JsonObject)settings.DeepClone(), (JsonObject)mappings.DeepClone());
        }

        var clock = Stopwatch.StartNew();
        await Figures.ForEachAsync(again, together, server.BulkAsync);
        foreach (var index in indices.Keys)
        {
            await server.PostAsync($"/{Again(index)}/_refresh");
        }

        var took = clock.Elapsed;
        foreach (var index in indices.Keys)
        {
            await server.ForgetAsync(Again(index));
        }

        return took;
    }

    /// <summary>A name of nobody's: what is named like the registry's is swept away by it.</summary>
    private static string Again(string index) => $"again-{index}";

    private static async Task<Dictionary<string, (JsonObject Settings, JsonObject Mappings)>> DefinitionsAsync(ElasticServer server, IReadOnlyList<string> bodies)
    {
        var indices = new Dictionary<string, (JsonObject, JsonObject)>(StringComparer.Ordinal);
        foreach (var index in bodies.SelectMany(Indices).Distinct(StringComparer.Ordinal))
        {
            indices[index] = await server.DefinitionAsync(index);
        }

        return indices;
    }

    private static IEnumerable<string> Indices(string body)
    {
        var head = JsonNode.Parse(body[..body.IndexOf('\n', StringComparison.Ordinal)])!.AsObject().First().Value!;
        yield return (string)head["_index"]!;
    }

    private static string Report(Dictionary<string, List<double>> rows, int count, IReadOnlyList<string> bodies)
    {
        var report = new StringBuilder("# Feeding Elasticsearch\n\n");
        var megabytes = bodies.Sum(body => Encoding.UTF8.GetByteCount(body)) / 1e6;
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}. {count} full texts, {Times} times in turn, each into empty indices; `_bulk` and refresh where Elasticsearch is asked directly, for the registry a rebuild: reading from PostgreSQL, analysis, all streams, merging, comparing and switching. The ready tokens are the {bodies.Count} bulk requests of such a rebuild ({megabytes:F0} MB) sent once more. Command: `make feed`.").AppendLine();
        report.AppendLine("| | median s | texts/s | all, s |").AppendLine("| --- | --- | --- | --- |");
        foreach (var (name, times) in rows)
        {
            var median = times.Order().ElementAt(times.Count / 2);
            report.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {median:F1} | {count / median:F0} | {string.Join(", ", times.Select(time => time.ToString("F1", CultureInfo.InvariantCulture)))} |");
        }

        double Median(string name) => rows[name].Order().ElementAt(rows[name].Count / 2);
        report.AppendLine();
        foreach (var together in new[] { 1, 2 })
        {
            var raw = Median($"raw texts, its own thai analyzer, {Together(together)}") / Median("the registry's rebuild");
            var tokens = Median($"the same ready tokens, {Together(together)}") / Median("the registry's rebuild");
            report.AppendLine(CultureInfo.InvariantCulture, $"The registry's rate, {Together(together)} for the others: {raw:F2} of the raw texts' ({Goal(raw, 0.25)}), {tokens:F2} of the same tokens' ({Goal(tokens, 0.7)}).").AppendLine();
        }

        return report.ToString();
    }

    private static string Goal(double rate, double goal) => string.Create(CultureInfo.InvariantCulture, $"goal {goal}: {(rate >= goal ? "reached" : "**not reached**")}");
}
