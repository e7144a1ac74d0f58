using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// The registry on its embedded engines, the registry on PostgreSQL and Elasticsearch, and Elasticsearch asked directly: the same texts, the
/// same questions, one after the other on the same machine. Feed, then searches by one, four and sixteen clients.
/// </summary>
public static class BesideRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(90);
    private static readonly int[] Clients = [1, 4, 16];

    /// <summary>Rounds of all questions of each kind beforehand: Elasticsearch asked directly is three times faster after some thousand searches than after some hundred.</summary>
    private const int Warming = 5;

    private const string Tagging = "Tagging__Enabled";

    internal static readonly (string Name, bool Facets, bool Passages)[] Kinds =
        [("a: ids and total", false, false), ("b: a and facets", true, false), ("c: b and quoted passages", true, true)];

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var elastic = arguments.Text("elasticsearch") ?? throw new ArgumentException("--elasticsearch ADDRESS");
        var postgres = arguments.Text("postgres") ?? throw new ArgumentException("--postgres CONNECTION of an empty database");
        var (count, seed) = (arguments.Number("count", 10000), arguments.Number("seed", 20210518));
        var what = arguments.Text("records", "news");
        var research = what is "arxiv" or ImportFile.Metadata;
        IReadOnlyList<JsonObject> originals = [.. ImportFile.Studies(what, arguments.Corpus, 0)];
        IReadOnlyList<JsonObject> studies = [.. Enumerable.Range(0, count).Select(i => originals[i % originals.Count])];
        var questions = research
            ? Questions.DrawWords(studies, arguments.Number("searches", 200), 3, seed)
            : Questions.Draw(studies, arguments.Number("searches", 200), seed);
        var file = Path.Combine(Path.GetTempPath(), $"registry-beside-{Guid.NewGuid():n}.ndjson");
        await ImportFile.WriteAsync(file, what, arguments.Corpus, count);
        try
        {
            using var raw = new RawElastic(elastic);
            var fed = await raw.FillAsync(ImportFile.Studies(what, arguments.Corpus, count));
            await raw.SettleAsync();
            var contestants = new List<Contestant> { await MeasureAsync("Elasticsearch asked directly", fed, questions, raw.SearchAsync, RawElastic.Checked) };
            await raw.ForgetAsync();

            // Proposals of tags for so many would take longer than all the rest, and no search asks for them.
            var settings = research ? new Dictionary<string, string> { [Tagging] = "false" } : [];
            var prefix = $"beside{Guid.NewGuid():n}"[..20];
            contestants.Add(await OfRegistryAsync("registry, embedded", settings, file, questions));
            contestants.Add(await OfRegistryAsync("registry on Elasticsearch", new Dictionary<string, string>(settings)
            {
                ["ConnectionStrings__Postgres"] = postgres, ["Elasticsearch__Nodes"] = elastic, ["Elasticsearch__IndexPrefix"] = prefix,
            }, file, questions, registry => BesideBodies.WriteAsync(arguments.Text("bodies"), elastic, registry, questions.OrderBy(q => q.Length).ElementAt(questions.Count / 2))));
            using var server = new ElasticServer(elastic);
            await server.ForgetRegistryAsync(prefix);
            var report = Report(contestants, count, $"{count} {Told(what)}", research ? $"beside --records {what} --count {count}" : "make beside", questions.Count, seed, await raw.VersionAsync());
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

    private static string Told(string what) => what switch
    {
        "arxiv" => "records with abstracts (English, ids changed where they repeat; no tags are proposed)",
        ImportFile.Metadata => "records of metadata alone (English, titles put together of two where they repeat; no tags are proposed)",
        _ => "full texts",
    };

    private sealed record Contestant(string Name, TimeSpan Fed, Dictionary<(string Kind, int Clients), Figures> Searches);

    private static async Task<Contestant> OfRegistryAsync(string name, Dictionary<string, string> settings, string file, IReadOnlyList<string> questions, Func<RunningRegistry, Task>? afterwards = null)
    {
        await using var registry = await RunningRegistry.StartAsync(0, settings: settings);
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        var import = await client.EndedAsync(await client.SubmitAsync(file, "ndjson", null), Longest);
        await client.AtRestAsync((long)import["created"]!, Longest, tagged: settings.GetValueOrDefault(Tagging) != "false");
        Console.Error.WriteLine($"{name}: {import["created"]} records taken");

        // Everything once more into a new index, nothing beside it: what the feed alone costs, reading from the database included.
        var rebuilt = await client.EndedAsync(await client.PostAsync("/api/v1/index/rebuild"), Longest);
        var fed = (DateTime)rebuilt["endedAt"]! - (DateTime)rebuilt["startedAt"]!;
        await client.SettledAsync(Longest);
        using var reader = new RegistryClient(registry.Address, null);
        var measured = await MeasureAsync(name, fed, questions, (q, f, p) => reader.SearchBytesAsync(q, More(f, p)), RegistryClient.Checked);
        await (afterwards?.Invoke(registry) ?? Task.CompletedTask);
        return measured;
    }

    internal static string More(bool facets, bool passages) => $"&size=20&facets={(facets ? "true" : "false")}&passages={(passages ? "true" : "false")}";

    private static async Task<Contestant> MeasureAsync(
        string name, TimeSpan fed, IReadOnlyList<string> questions, Func<string, bool, bool, Task<byte[]>> ask, Action<byte[]> check)
    {
        Console.Error.WriteLine($"{name}: fed in {fed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s");
        foreach (var (_, facets, passages) in Enumerable.Repeat(Kinds, Warming).SelectMany(kind => kind))
        {
            await Figures.ForEachAsync(questions, 4, question => ask(question, facets, passages));
        }

        var searches = new Dictionary<(string, int), Figures>();
        foreach (var (kind, facets, passages) in Kinds)
        {
            foreach (var clients in Clients)
            {
                var figures = searches[(kind, clients)] = new Figures();
                var answers = new ConcurrentBag<byte[]>();
                await Figures.ForEachAsync(questions.Concat(questions), clients, async question => answers.Add(await figures.TimeAsync(() => ask(question, facets, passages))));
                answers.ToList().ForEach(check);
            }
        }

        // Long runs are ended from outside at times: what was measured until then is not lost.
        foreach (var ((kind, clients), figures) in searches)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {kind}, {clients}: p50 {figures.At(0.5):F1}, p95 {figures.At(0.95):F1} ms"));
        }

        return new Contestant(name, fed, searches);
    }

    private static string Report(List<Contestant> all, int count, string texts, string command, int questions, int seed, string version)
    {
        var raw = all[0];
        var report = new StringBuilder("# Beside Elasticsearch\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}; Elasticsearch {version}, one node, one shard; the program that asks runs on the same cores. {texts}, {questions} questions twice each (seed {seed}), {Warming} rounds of them beforehand, each to the last byte of the answer, indices at rest in one segment, 20 hits, total tracked, the registry asked by a reader without a key. Command: `{command}`.").AppendLine();
        report.AppendLine("| search | clients | contestant | p50 ms | p95 ms | p95 ÷ direct |").AppendLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var (kind, _, _) in Kinds)
        {
            foreach (var clients in Clients)
            {
                foreach (var one in all)
                {
                    var figures = one.Searches[(kind, clients)];
                    report.AppendLine(CultureInfo.InvariantCulture, $"| {kind} | {clients} | {one.Name} | {figures.At(0.5):F1} | {figures.At(0.95):F1} | {figures.At(0.95) / raw.Searches[(kind, clients)].At(0.95):F2} |");
                }
            }
        }

        report.AppendLine().AppendLine("Feed of the same texts, a new index each time: `_bulk` and refresh for Elasticsearch asked directly; for the registry a rebuild, with all streams, pages and what the database is asked.").AppendLine();
        report.AppendLine("| contestant | s | texts/s | of the direct rate |").AppendLine("| --- | --- | --- | --- |");
        foreach (var one in all)
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"| {one.Name} | {one.Fed.TotalSeconds:F1} | {count / one.Fed.TotalSeconds:F0} | {raw.Fed.TotalSeconds / one.Fed.TotalSeconds:F2} |");
        }

        report.AppendLine().AppendLine("What each is asked, word for word: [beside-questions.md](beside-questions.md).");
        return report.ToString();
    }
}
