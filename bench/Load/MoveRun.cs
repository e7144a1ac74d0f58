using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// From the embedded engines to PostgreSQL and Elasticsearch as an operator does it: the registry stopped, <c>export</c>, <c>restore</c> into an empty database, a start on the
/// servers; then everything it answers beside what it answered before.
/// </summary>
public static class MoveRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var elastic = arguments.Text("elasticsearch") ?? throw new ArgumentException("--elasticsearch ADDRESS");
        var postgres = arguments.Text("postgres") ?? throw new ArgumentException("--postgres CONNECTION of an empty database");
        var (count, seed) = (arguments.Number("count", 10000), arguments.Number("seed", 20210518));
        var questions = Questions.Draw(NewsTexts.Read(arguments.Corpus, count), arguments.Number("searches", 200), seed);
        var folder = Directory.CreateTempSubdirectory("registry-move-").FullName;
        var prefix = $"move{Guid.NewGuid():n}"[..20];
        var rows = new List<(string What, string Figure)>();
        var clock = Stopwatch.StartNew();
        void Note(string what) => rows.Add((what, string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:F1} s")));
        try
        {
            var archive = Path.Combine(folder, "registry.zip");
            await using var here = await RunningRegistry.StartAsync(0);
            using var client = new RegistryClient(here.Address, RunningRegistry.AdminKey);
            await FillAsync(client, arguments, folder, count);
            Note("taken in, embedded: read, tagged, compared for duplicates, in the index");
            var before = await MovePicture.OfAsync(client, questions);
            await here.StopAsync();

            clock.Restart();
            var exported = await RunningRegistry.VerbAsync(["export", archive], new Dictionary<string, string> { ["Registry__DataFolder"] = here.DataFolder });
            Note($"`export`: {new FileInfo(archive).Length / 1e6:F1} MB".Replace(',', '.'));
            var servers = new Dictionary<string, string> { ["ConnectionStrings__Postgres"] = postgres, ["Registry__FilesFolder"] = Path.Combine(folder, "files") };
            clock.Restart();
            await RunningRegistry.VerbAsync(["restore", archive], new Dictionary<string, string>(servers) { ["Registry__DataFolder"] = Path.Combine(folder, "restored") });
            Note("`restore` into PostgreSQL");

            // The address stands in what is answered, so the port stays.
            servers["Elasticsearch__Nodes"] = elastic;
            servers["Elasticsearch__IndexPrefix"] = prefix;
            clock.Restart();
            await using var there = await RunningRegistry.StartAsync(new Uri(here.Address).Port, settings: servers);
            Note("start on PostgreSQL and Elasticsearch, until ready");
            var look = await AfterFault.LookAsync(there, before.Ids, Longest);
            Note("from that start until every record is in Elasticsearch's index");
            await client.AtRestAsync(before.Ids.Count, Longest);
            var after = await MovePicture.OfAsync(client, questions);
            await there.StopAsync();

            var wrong = Compare(rows, before, after, look.Lost + look.Unsearchable + look.Wrong);
            var report = Report(rows, count, exported, questions.Count, seed);
            Console.WriteLine(report);
            if (arguments.Text("out") is { } to)
            {
                await File.WriteAllTextAsync(to, report);
            }

            return wrong == 0 ? 0 : 1;
        }
        finally
        {
            using var server = new ElasticServer(elastic);
            await server.ForgetRegistryAsync(prefix);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(RegistryClient client, Arguments arguments, string folder, int count)
    {
        var file = Path.Combine(folder, "news.ndjson");
        await ImportFile.WriteAsync(file, "news", arguments.Corpus, count);
        var import = await client.EndedAsync(await client.SubmitAsync(file, "ndjson", null), Longest);
        File.Delete(file);
        var pdfs = Directory.EnumerateFiles(Path.Combine(arguments.Corpus, "pdf", "thai"), "*.pdf").OrderBy(path => new FileInfo(path).Length).ThenBy(path => path, StringComparer.Ordinal).Take(arguments.Number("files", 6)).ToList();
        var token = (long)import["changeToken"]!;
        var ids = new List<string>();
        foreach (var path in pdfs)
        {
            var name = Path.GetFileName(path);
            var title = ThaiPdfs.TitleOf(name);
            var study = new JsonObject { ["source"] = "thai-pdf", ["sourceId"] = name[..3], ["title"] = new JsonObject { ["th"] = title.Text }, ["year"] = title.Year, ["agency"] = title.Agency };
            var (status, answer) = await client.PostStudyAsync(study, path);
            token = (long?)answer?["changeToken"] ?? throw new InvalidOperationException($"{name}: {(int)status} {answer}");
            ids.Add((string)answer!["id"]!);
        }

        await client.VisibleAsync(token, Longest);

        // A report is read after its study can be found already, pages that are pictures last of all, and what was read goes to the index.
        await client.UntilAsync("/api/v1/status", status => (int)status["readings"]!["queued"]! + (int)status["readings"]!["running"]! == 0, Longest);
        foreach (var id in ids)
        {
            await client.UntilAsync($"/api/v1/records/{id}/receipt", receipt => receipt["files"]!.AsArray().All(file => (string?)file!["ocr"]?["code"] != "ocr-waiting"), Longest);
        }

        await client.AtRestAsync((long)import["created"]! + pdfs.Count, Longest);
    }

    /// <returns>How much is not as it was.</returns>
    private static int Compare(List<(string What, string Figure)> rows, MovePicture before, MovePicture after, int inconsistent)
    {
        var (records, files, answers) = (MovePicture.Differences(before.Records, after.Records), MovePicture.Differences(before.Files, after.Files), MovePicture.Differences(before.Questions, after.Questions));
        rows.Add(("records before, after", $"{before.Ids.Count}, {after.Ids.Count}"));
        rows.Add(("of their answers (record, history, receipt with revision and proposed tags, list of files), other than before", $"{records} of {before.Records.Count}"));
        rows.Add(("files before, after", $"{before.Files.Count}, {after.Files.Count}"));
        rows.Add(("files with other bytes", $"{files}"));
        rows.Add(("lost, not found, missing, orphan or stale", $"{inconsistent}"));
        rows.Add(("questions with another total or facet", $"{answers}"));
        rows.Add(("of the first ten of each question, the same", string.Create(CultureInfo.InvariantCulture, $"{before.Shared(after):P1}")));
        return records + files + answers + inconsistent;
    }

    private static string Report(List<(string What, string Figure)> rows, int count, string exported, int questions, int seed)
    {
        var report = new StringBuilder("# From the embedded engines to servers\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}; {count} full texts and some PDFs, {questions} questions with facets (seed {seed}); servers and registry on the same cores. Command: `make move`. The registry was stopped, `export` ({exported.Split(" to ")[0]}), `restore` into an empty database, start.").AppendLine();
        report.AppendLine("| | |").AppendLine("| --- | --- |");
        rows.ForEach(row => report.AppendLine(CultureInfo.InvariantCulture, $"| {row.What} | {row.Figure} |"));
        return report.ToString();
    }
}
