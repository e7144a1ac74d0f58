using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EvidenceRegistry.Bench.Load;

/// <summary>The pages of a filled registry as a browser without a cache meets them: time to the first byte, and what a page weighs with its style sheet, script and icon.</summary>
public static partial class PagesRun
{
    /// <summary>Promised: bytes of a search with twenty hits, milliseconds to the first byte at p95.</summary>
    private const int MostBytes = 150_000, MostMilliseconds = 60;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var seed = arguments.Number("seed", 20210518);
        var studies = NewsTexts.Read(arguments.Corpus, arguments.Number("count", 10000));
        await using var registry = await RunningRegistry.StartAsync(arguments.Number("port", 0), "samples");
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        var atRest = arguments.Text("rest") != "no";
        await FillAsync(client, studies, atRest);
        var questions = Questions.Draw(studies, arguments.Number("searches", 200), seed);
        var records = await IdsAsync(client, questions.Take(60));
        var report = new StringBuilder();
        report.AppendLine("# Pages: first byte and weight").AppendLine();
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}; {studies.Count} records beside the samples; embedded engines, {(atRest ? "at rest" : "tags and duplicates of the load still worked off")}; the measuring program runs on the same cores.").AppendLine();
        report.AppendLine(CultureInfo.InvariantCulture, $"Command: `make {(atRest ? "pages" : "pages-busy")}` (seed {seed}). One client after the other; the first byte is counted from sending the request to the head of the answer. Bytes are what came over the wire, the page with every file it names.").AppendLine();
        report.AppendLine("| page | n | first byte p50 ms | p95 ms | p99 ms | html kB, most | whole kB, most |").AppendLine("| --- | --- | --- | --- | --- | --- | --- |");

        var search = await PageAsync(registry.Address, "search with 20 hits", [.. questions.Select(q => $"/?q={Uri.EscapeDataString(q)}&size=20")], report);
        await PageAsync(registry.Address, "search with 20 hits, in English", [.. questions.Take(50).Select(q => $"/?q={Uri.EscapeDataString(q)}&size=20&year=2021")], report);
        await PageAsync(registry.Address, "record", [.. records.Select(id => $"/records/{id}")], report);
        await PageAsync(registry.Address, "record with its passages", [.. records.Zip(questions, (id, q) => $"/records/{id}?q={Uri.EscapeDataString(q)}")], report);
        await PageAsync(registry.Address, "plan", [.. Enumerable.Repeat("/plan", 30)], report);
        await PageAsync(registry.Address, "a sub-target", [.. new[] { "110301", "070105", "180402" }.SelectMany(code => Enumerable.Repeat($"/plan/{code}", 20))], report);
        await PageAsync(registry.Address, "a province", [.. Enumerable.Repeat("/areas/TH-50", 30)], report);
        var kept = search.Bytes <= MostBytes && search.FirstByte.At(0.95) <= MostMilliseconds;
        report.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Promised: a search with 20 hits in at most {MostBytes / 1000} kB, its first byte within {MostMilliseconds} ms at p95: {(kept ? "kept" : "not kept")}.");
        Console.WriteLine(report);
        if (arguments.Text("out") is { } file)
        {
            await File.WriteAllTextAsync(file, report.ToString());
        }

        return kept ? 0 : 1;
    }

    private static async Task FillAsync(RegistryClient client, IReadOnlyList<JsonObject> studies, bool atRest)
    {
        var file = Path.Combine(Path.GetTempPath(), $"registry-pages-{Guid.NewGuid():n}.ndjson");
        try
        {
            await File.WriteAllLinesAsync(file, studies.Select(s => s.ToJsonString()));
            var job = await client.SubmitAsync(file, "ndjson", null);
            job = await client.UntilAsync($"/api/v1/jobs/{job["id"]}", j => (string)j["state"]! is not ("queued" or "running"), TimeSpan.FromMinutes(30));
            await client.VisibleAsync((long)job["changeToken"]!, TimeSpan.FromMinutes(30));
            if (atRest)
            {
                await client.AtRestAsync(studies.Count, TimeSpan.FromMinutes(30));
                await client.SettledAsync(TimeSpan.FromMinutes(5));
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(RegistryClient client, IEnumerable<string> questions)
    {
        var ids = new List<string>();
        foreach (var question in questions)
        {
            ids.AddRange((await client.SearchAsync(question, "&size=1"))["hits"]!.AsArray().Select(hit => (string)hit!["id"]!));
        }

        return ids;
    }

    private static async Task<(Figures FirstByte, long Bytes)> PageAsync(string address, string name, IReadOnlyList<string> pages, StringBuilder report)
    {
        using var browser = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = new Uri(address) };
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        browser.DefaultRequestHeaders.Add("Cookie", $"registry-language={(name.Contains("English", StringComparison.Ordinal) ? "en" : "th")}");
        foreach (var page in pages.Take(10))
        {
            await browser.GetByteArrayAsync(page);
        }

        var (first, assets, most, whole) = (new Figures(), new Dictionary<string, long>(StringComparer.Ordinal), 0L, 0L);
        foreach (var page in pages)
        {
            using var answer = await first.TimeAsync(() => browser.GetAsync(page, HttpCompletionOption.ResponseHeadersRead));
            var bytes = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
            var all = (long)bytes.Length;
            foreach (var asset in Assets().Matches(Encoding.UTF8.GetString(bytes)).Select(m => m.Value).Distinct())
            {
                all += assets.TryGetValue(asset, out var known) ? known : assets[asset] = (await browser.GetByteArrayAsync(asset)).Length;
            }

            (most, whole) = (Math.Max(most, bytes.Length), Math.Max(whole, all));
        }

        report.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {first.Count} | {first.At(0.5):F1} | {first.At(0.95):F1} | {first.At(0.99):F1} | {most / 1000.0:F1} | {whole / 1000.0:F1} |");
        return (first, whole);
    }

    [GeneratedRegex("/assets/[a-z.]+(?:\\?v=[0-9a-f]+)?")]
    private static partial Regex Assets();
}
