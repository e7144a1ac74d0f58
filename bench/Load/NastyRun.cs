using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>Submits the hostile PDFs and reads the receipts: a state and a reason for each, nothing left running, nothing left open.</summary>
public static class NastyRun
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        await using var registry = await RunningRegistry.StartAsync(arguments.Number("port", 0));
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        long token = 0;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(arguments.Corpus, "pdf", "nasty")).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            var study = new JsonObject
            {
                ["source"] = "nasty",
                ["sourceId"] = name,
                ["title"] = new JsonObject { ["en"] = $"Hostile file {name}" },
                ["year"] = 2024,
                ["agency"] = "test",
            };
            var (status, answer) = await client.PostStudyAsync(study, path);
            ids[name] = (string?)answer?["id"] ?? throw new InvalidOperationException($"{name}: {(int)status} {answer}");
            token = Math.Max(token, (long)answer!["changeToken"]!);
        }

        await client.VisibleAsync(token, TimeSpan.FromMinutes(10));
        var report = new StringBuilder("# Hostile PDFs\n\n").AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}. Command: `make nasty`.").AppendLine();
        report.AppendLine("| file | state | reason | pages | with text |").AppendLine("| --- | --- | --- | --- | --- |");
        var unexplained = 0;
        foreach (var (name, id) in ids)
        {
            var file = (await client.GetAsync($"/api/v1/records/{id}/receipt"))["files"]![0]!;
            var state = (string)file["state"]!;
            unexplained += state == "read" || (state == "failed" && file["reason"] is not null) ? 0 : 1;
            report.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {state} | {file["reason"]} | {file["pages"]} | {file["pagesWithText"]} |");
        }

        var open = OpenFiles(registry.ProcessId).Count(f => f.Contains("/files/", StringComparison.Ordinal));
        var strays = Directory.EnumerateDirectories("/proc").Count(IsStray);
        report.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"{ids.Count} receipts, {unexplained} without state and reason; stored files still open in the registry: {open}; reading processes whose parent is gone: {strays}; the registry answers: {(await client.SearchAsync("hostile"))["total"]} found.");
        Console.WriteLine(report);
        if (arguments.Text("out") is { } place)
        {
            await File.WriteAllTextAsync(place, report.ToString());
        }

        return unexplained == 0 && open == 0 && strays == 0 ? 0 : 1;
    }

    private static IEnumerable<string> OpenFiles(int process) => Directory.EnumerateFiles($"/proc/{process}/fd").Select(f => File.ResolveLinkTarget(f, false)?.FullName ?? "");

    /// <summary>A reading process that init has inherited.</summary>
    private static bool IsStray(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Contains("read-pdf", StringComparison.Ordinal)
                && File.ReadLines(Path.Combine(folder, "status")).Any(l => l.StartsWith("PPid:", StringComparison.Ordinal) && l.Trim().EndsWith("\t1", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            // It ended while it was looked at: no stray.
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
