using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// One bulk file after the other, each imported twice: rate to stored and to searchable, processor time, and the memory of the registry
/// while it does so.
/// </summary>
public static class ImportRun
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var report = new StringBuilder("# Bulk import\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}; embedded engines, the index feed at work meanwhile. Command: `make import`.").AppendLine();
        report.AppendLine("| file | lines | s to stored | stored a second | processor s | s to searchable | again: s | again: times faster | again: processor s | again: written | memory at 25/50/75/100 % MB | most while importing MB (of that anonymous) | most ever MB |");
        report.AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var asked in arguments.Text("files", "arxiv:0,arxiv-table:0,news:10000,news-escaped:10000").Split(','))
        {
            var line = await OneAsync(asked.Split(':')[0], int.Parse(asked.Split(':')[1], CultureInfo.InvariantCulture), arguments);
            Console.WriteLine(line);
            report.AppendLine(line);
        }

        if (arguments.Text("out") is { } file)
        {
            await File.WriteAllTextAsync(file, report.ToString());
        }

        return 0;
    }

    private static async Task<string> OneAsync(string what, int count, Arguments arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), $"registry-import-{Guid.NewGuid():n}.ndjson");
        try
        {
            var lines = await ImportFile.WriteAsync(file, what, arguments.Corpus, count);
            await using var registry = await RunningRegistry.StartAsync(arguments.Number("port", 0));
            using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
            var (first, memory) = await ImportAsync(client, registry, file, what);
            var clock = Stopwatch.StartNew();
            if (arguments.Text("searchable") != "no")
            {
                await client.VisibleAsync((long)first.Job["changeToken"]!, TimeSpan.FromMinutes(60));
            }

            var visible = arguments.Text("searchable") == "no" ? "not waited for" : $"{(first.Took + clock.Elapsed).TotalSeconds:F1}";
            if (arguments.Text("searchable") != "no")
            {
                await client.AtRestAsync((long)first.Job["created"]!, TimeSpan.FromMinutes(60));
            }

            var (again, more) = await ImportAsync(client, registry, file, what);
            var samples = memory.Concat(more).ToList();
            var written = (long)again.Job["created"]! + (long)again.Job["updated"]! + (long)again.Job["refused"]!;
            var process = Process.GetProcessById(registry.ProcessId);
            return string.Create(CultureInfo.InvariantCulture,
                $"| {what} | {lines} | {first.Took.TotalSeconds:F1} | {(long)first.Job["created"]! / first.Took.TotalSeconds:F0} | {first.Processor.TotalSeconds:F1} | {visible} | {again.Took.TotalSeconds:F2} | {first.Took / again.Took:F1} | {again.Processor.TotalSeconds:F1} | {written} | {Curve(memory)} | {samples.Max(m => m.Bytes) / 1e6:F0} ({samples.Max(m => m.Anonymous)}) | {process.PeakWorkingSet64 / 1e6:F0} |");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<((JsonNode Job, TimeSpan Took, TimeSpan Processor), IReadOnlyList<Sample> Memory)> ImportAsync(RegistryClient client, RunningRegistry registry, string file, string what)
    {
        var process = Process.GetProcessById(registry.ProcessId);
        var before = process.TotalProcessorTime;
        var job = await (what == "arxiv-table" ? client.SubmitAsync(file, "csv", "&source=arxiv") : client.SubmitAsync(file, "ndjson", null));
        var id = (string)job["id"]!;
        var memory = new List<Sample>();
        while ((string)job["state"]! is "queued" or "running")
        {
            await Task.Delay(50);
            job = await client.GetAsync($"/api/v1/jobs/{id}");
            process.Refresh();
            var size = (double)((long?)job["counts"]!["size"] ?? 0);
            memory.Add(new(size == 0 ? 0 : (long)(job["counts"]!["position"] ?? 0L)! / size, process.WorkingSet64, Figures.Resident(registry.ProcessId, "RssAnon")));
        }

        if ((string)job["state"]! != "done")
        {
            throw new InvalidOperationException($"The import ended as {job}");
        }

        var took = (DateTime)job["endedAt"]! - (DateTime)job["startedAt"]!;
        process.Refresh();
        return ((job, took, process.TotalProcessorTime - before), memory);
    }

    private static string Curve(IReadOnlyList<Sample> memory) => string.Join(" / ", new[] { 0.25, 0.5, 0.75, 1 }
        .Select(part => string.Create(CultureInfo.InvariantCulture, $"{memory.Where(m => m.Part >= part - 0.02).Select(m => m.Bytes).FirstOrDefault(memory[^1].Bytes) / 1e6:F0}")));

    /// <param name="Part">Of the file that has been read.</param>
    /// <param name="Bytes">Resident, with what is mapped from files.</param>
    /// <param name="Anonymous">Mebibytes of it that are not.</param>
    private readonly record struct Sample(double Part, long Bytes, long Anonymous);
}
