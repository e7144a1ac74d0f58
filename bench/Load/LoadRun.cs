using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace EvidenceRegistry.Bench.Load;

/// <summary>One POST for each news text, then searches: rate, percentiles, index lag, index size.</summary>
public static class LoadRun
{
    private static readonly (string Name, string More)[] Kinds =
        [("no passages", "&passages=false"), ("facets", "&facets=true&passages=false"), ("passages", ""), ("facets and passages", "&facets=true")];

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var studies = NewsTexts.Read(arguments.Corpus, arguments.Number("count", 10000));
        var seed = arguments.Number("seed", 20210518);
        await using var registry = await RunningRegistry.StartAsync(arguments.Number("port", 0));
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        var report = new StringBuilder();
        report.AppendLine("# Load: one POST for each study, then searches").AppendLine();
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}; embedded engines; the load program runs on the same cores.").AppendLine();
        report.AppendLine(CultureInfo.InvariantCulture, $"Command: `make load` (seed {seed}).").AppendLine();

        var refused = await SubmitAsync(studies, arguments.Number("clients", 8), client, registry, report);
        var questions = Questions.Draw(studies, arguments.Number("searches", 200), seed);
        var stored = studies.Count - refused;
        studies = [];
        report.AppendLine("While tags are proposed and duplicates are looked for:").AppendLine();
        await SearchAsync(questions, 1, client, report);
        var clock = Stopwatch.StartNew();
        await client.AtRestAsync(stored, TimeSpan.FromMinutes(30));
        await client.SettledAsync(TimeSpan.FromMinutes(5));
        report.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"At rest, which came after {clock.Elapsed.TotalSeconds:F0} s more, each question three times:").AppendLine();
        await SearchAsync(questions, 3, client, report);
        await OthersAsync(questions, arguments.Corpus, client, report);
        var process = Process.GetProcessById(registry.ProcessId);
        report.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Resident memory of the registry afterwards: {process.WorkingSet64 / 1e6:F0} MB.");
        Console.WriteLine(report);
        if (arguments.Text("out") is { } file)
        {
            await File.WriteAllTextAsync(file, report.ToString());
        }

        return refused == 0 ? 0 : 1;
    }

    private static async Task<int> SubmitAsync(
        IReadOnlyList<System.Text.Json.Nodes.JsonObject> studies, int clients, RegistryClient client, RunningRegistry registry, StringBuilder report)
    {
        var posts = new Figures();
        long last = 0;
        var refused = 0;
        var clock = Stopwatch.StartNew();
        await Figures.ForEachAsync(studies, clients, async study =>
        {
            var (status, answer) = await posts.TimeAsync(() => client.PostStudyAsync(study));
            if (status != HttpStatusCode.Created)
            {
                Interlocked.Increment(ref refused);
                Console.Error.WriteLine($"{study["sourceId"]}: {(int)status} {answer}");
                return;
            }

            InterlockedMax(ref last, (long)answer!["changeToken"]!);
        });
        var posted = clock.Elapsed;
        await client.VisibleAsync(last, TimeSpan.FromMinutes(10));
        var visible = clock.Elapsed;
        report.AppendLine("| call | n | p50 ms | p95 ms | p99 ms |").AppendLine("| --- | --- | --- | --- | --- |");
        report.AppendLine(posts.Row($"POST /studies, {clients} clients"));
        report.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"Stored: {studies.Count - refused} in {posted.TotalSeconds:F1} s = {studies.Count / posted.TotalSeconds:F0} a second; refused {refused}. Index lag after the last answer: {(visible - posted).TotalSeconds:F1} s. Index: {Size(Path.Combine(registry.DataFolder, "index")) / 1e6:F1} MB; database: {Size(registry.DataFolder, "registry.db*") / 1e6:F1} MB.").AppendLine();
        return refused;
    }

    private static async Task SearchAsync(IReadOnlyList<string> questions, int times, RegistryClient client, StringBuilder report)
    {
        report.AppendLine("| search | n | p50 ms | p95 ms | p99 ms |").AppendLine("| --- | --- | --- | --- | --- |");
        foreach (var question in questions.Take(50))
        {
            await client.SearchAsync(question, "&facets=true");
        }

        foreach (var (name, more) in Kinds)
        {
            await RowsAsync(name, [.. Enumerable.Repeat(questions, times).SelectMany(q => q)], question => client.SearchBytesAsync(question, more), RegistryClient.Checked, report);
        }
    }

    /// <summary>Whole questions, which are longer and seldom found in every word, and completions of the first half of each question.</summary>
    private static async Task OthersAsync(IReadOnlyList<string> questions, string corpus, RegistryClient client, StringBuilder report)
    {
        var whole = QuestionSet.Read(corpus, "xquad-th").Single().Questions;
        List<string> asked = [.. whole.Where((_, i) => i % (whole.Count / questions.Count) == 0).Select(q => q.Text).Take(questions.Count)];
        foreach (var (name, more) in Kinds.Where(k => k.More.Contains("facets", StringComparison.Ordinal)))
        {
            await RowsAsync("XQuAD-th questions, " + name, asked, question => client.SearchBytesAsync(question, more), RegistryClient.Checked, report);
        }

        await RowsAsync("completions", [.. questions.Select(q => q[..Math.Max(1, q.Length / 2)])], client.CompletionBytesAsync, _ => { }, report);
    }

    private static async Task RowsAsync(string name, List<string> questions, Func<string, Task<byte[]>> ask, Action<byte[]> check, StringBuilder report)
    {
        foreach (var clients in new[] { 1, 4 })
        {
            var searches = new Figures();
            var answers = new System.Collections.Concurrent.ConcurrentBag<byte[]>();
            await Figures.ForEachAsync(questions, clients, async question => answers.Add(await searches.TimeAsync(() => ask(question))));
            answers.ToList().ForEach(check);
            report.AppendLine(searches.Row($"{name}, {clients} client(s)"));
        }
    }

    private static long Size(string folder, string pattern = "*") =>
        Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles(pattern, SearchOption.AllDirectories).Sum(f => f.Length) : 0;

    private static void InterlockedMax(ref long place, long value)
    {
        long seen;
        while ((seen = Interlocked.Read(ref place)) < value && Interlocked.CompareExchange(ref place, value, seen) != seen)
        {
        }
    }
}
