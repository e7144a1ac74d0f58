using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// kill -9 again and again while one bulk file is taken in; in the end counts, report and every record must be those of an
/// undisturbed import of the same file, and index equal database. With <c>--processes</c>, of several on PostgreSQL and Elasticsearch one is killed
/// and all of them at once, in turn.
/// </summary>
public static class ImportKillRun
{
    /// <summary>So many may be in when the last of the killed registries is asked for the first time.</summary>
    private const int LastLines = 12_000;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (kills, lines, seed) = (arguments.Number("runs", 20), arguments.Number("lines", 60_000), arguments.Number("seed", Random.Shared.Next()));
        Console.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var file = Path.Combine(Path.GetTempPath(), $"registry-kill-{Guid.NewGuid():n}.ndjson");
        try
        {
            await WriteAsync(file, arguments.Corpus, lines, random);
            var calm = await EndAsync(await DisturbedAsync(arguments, file, random, [], []), lines);
            var rows = new List<string>();
            int[] moments = [.. Enumerable.Range(0, kills).Select(_ => random.Next(Math.Max(1, lines - LastLines))).Order()];
            var disturbed = await DisturbedAsync(arguments, file, random, moments, rows);
            var where = disturbed.Cluster.Where;
            var torn = await EndAsync(disturbed, lines);
            var report = new StringBuilder("# kill -9 in the middle of an import\n\n");
            report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}. Command: `make prove` (seed {seed}, {kills} kills, {where}, one file of {lines} lines with lines that are refused and studies said twice).").AppendLine();
            report.AppendLine("| kill | of | waited for line | and ms more | lines in at the last look |").AppendLine("| --- | --- | --- | --- | --- |");
            rows.ForEach(row => report.AppendLine(row));
            report.AppendLine().AppendLine("| | undisturbed | killed |").AppendLine("| --- | --- | --- |");
            foreach (var (name, value) in calm)
            {
                report.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value} | {torn[name]} |");
            }

            var same = calm.All(c => torn[c.Key] == c.Value);
            report.AppendLine().AppendLine(same ? "The end states are equal." : "The end states differ.");
            Console.WriteLine(report);
            if (arguments.Text("out") is { } place)
            {
                await File.WriteAllTextAsync(place, report.ToString());
            }

            return same && rows.Count == kills ? 0 : 1;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Real records, one in a hundred a line that cannot be taken, one in forty a study said before with another year.</summary>
    private static async Task WriteAsync(string path, string corpus, int lines, Random random)
    {
        var studies = ArxivRecords.Read(corpus).Take(lines).ToList();
        await using var file = new StreamWriter(path, false, new UTF8Encoding(false));
        for (var at = 0; at < lines; at++)
        {
            var study = (JsonObject)studies[at % studies.Count].DeepClone();
            study["sourceId"] = $"{study["sourceId"]}#{at / studies.Count}";
            if (at > 0 && random.Next(40) == 0)
            {
                study["sourceId"] = $"{studies[random.Next(Math.Min(at, studies.Count))]["sourceId"]}#0";
                study["year"] = random.Next(1900, 2020);
            }

            await file.WriteAsync((random.Next(100) == 0 ? "{\"source\": \"arxiv\", \"year\": 2566}" : study.ToJsonString()) + "\n");
        }
    }

    /// <param name="moments">Lines that must be in before each kill; a few milliseconds more are drawn, so that it falls anywhere in a batch.</param>
    private static async Task<(RegistryCluster Cluster, string Job)> DisturbedAsync(Arguments arguments, string file, Random random, int[] moments, List<string> rows)
    {
        var cluster = await RegistryCluster.StartAsync(arguments);
        var client = new RegistryClient(cluster.Processes[0].Address, RunningRegistry.AdminKey);
        var job = (string)(await client.SubmitAsync(file, "ndjson", null))["id"]!;
        foreach (var moment in moments)
        {
            JsonNode state;
            do
            {
                state = await client.GetAsync($"/api/v1/jobs/{job}");
                if ((string)state["state"]! is "done" or "failed")
                {
                    throw new InvalidOperationException($"The import ended after {rows.Count} kills; give it more lines.");
                }
            }
            while ((long)state["read"]! < moment);

            var more = random.Next(0, 150);
            await Task.Delay(more);
            RunningRegistry[] victims = rows.Count % 2 == 0 ? [cluster.Processes[random.Next(cluster.Processes.Count)]] : [.. cluster.Processes];
            await Task.WhenAll(victims.Select(v => v.KillAsync()));
            client.Dispose();
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"| {rows.Count + 1} | {victims.Length} of {cluster.Processes.Count} | {moment} | {more} | {state["read"]} |"));
            await Task.WhenAll(victims.Select(v => v.StartAgainAsync()));
            client = new RegistryClient(cluster.Processes[0].Address, RunningRegistry.AdminKey);
        }

        string now;
        do
        {
            await Task.Delay(100);
            now = (string)(await client.GetAsync($"/api/v1/jobs/{job}"))["state"]!;
        }
        while (now is "queued" or "running");

        client.Dispose();
        return (cluster, job);
    }

    /// <summary>Everything that must be equal, as figures and hashes; the registries are stopped afterwards.</summary>
    private static async Task<Dictionary<string, string>> EndAsync((RegistryCluster Cluster, string Job) ended, int lines)
    {
        await using var cluster = ended.Cluster;
        using var client = new RegistryClient(cluster.Processes[0].Address, RunningRegistry.AdminKey);
        var job = await client.GetAsync($"/api/v1/jobs/{ended.Job}");
        await client.VisibleAsync((long)job["changeToken"]!, TimeSpan.FromMinutes(20));
        var report = (await client.GetAsync($"/api/v1/jobs/{ended.Job}/report")).AsArray();
        using var told = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in report)
        {
            told.AppendData(Encoding.UTF8.GetBytes($"{line!["ordinal"]} {line["outcome"]} {line["sourceId"]} {line["problems"]?[0]!["code"]} {line["problems"]?[0]!["place"]}\n"));
        }

        // A tenth of the records, drawn by their place, whole: reading all would take longer than the import.
        foreach (var line in report.Where(l => l!["id"] is not null && (long)l["ordinal"]! % 10 == 0))
        {
            content.AppendData(Encoding.UTF8.GetBytes(Canonical(await client.GetAsync($"/api/v1/records/{line!["id"]}"))));
        }

        // Tags are proposed behind the import and raise revisions: what counts is what it comes to.
        var whole = await client.GetAsync("/api/v1/consistency");
        for (var looks = 0; looks < 120 && ((long)whole["stale"]! > 0 || (long)whole["missing"]! > 0); looks++)
        {
            await Task.Delay(1_000);
            whole = await client.GetAsync("/api/v1/consistency");
        }

        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["state"] = (string)job["state"]!,
            ["read, created, updated, unchanged, refused"] = $"{job["read"]}, {job["created"]}, {job["updated"]}, {job["unchanged"]}, {job["refused"]}",
            ["lines of the report"] = $"{report.Count} of {lines}",
            ["report, SHA-256"] = Convert.ToHexStringLower(told.GetHashAndReset())[..16],
            ["records, SHA-256 of every tenth"] = Convert.ToHexStringLower(content.GetHashAndReset())[..16],
            ["records, documents"] = $"{whole["records"]}, {whole["documents"]}",
            ["missing/orphan/stale"] = $"{whole["missing"]}/{whole["orphan"]}/{whole["stale"]}",
        };
    }

    /// <summary>A record without what time and chance give it: ids, instants and revisions.</summary>
    private static string Canonical(JsonNode record)
    {
        var kept = record.DeepClone().AsObject();
        foreach (var name in new[] { "id", "createdAt", "changedAt", "revision", "origins", "provenance" })
        {
            kept.Remove(name);
        }

        return kept.ToJsonString();
    }
}
