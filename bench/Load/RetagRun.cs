using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace EvidenceRegistry.Bench.Load;

/// <summary>Ten thousand full texts taken in, then all tagged again in the background while four clients search: time of the job, processor time, percentiles of the searches before and meanwhile.</summary>
public static class RetagRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(60);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var count = arguments.Number("count", 10000);
        var studies = NewsTexts.Read(arguments.Corpus, count);
        var file = Path.Combine(Path.GetTempPath(), $"registry-retag-{Guid.NewGuid():n}.ndjson");
        try
        {
            await ImportFile.WriteAsync(file, "news", arguments.Corpus, count);
            await using var registry = await RunningRegistry.StartAsync(arguments.Number("port", 0));
            using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
            var import = await client.UntilAsync($"/api/v1/jobs/{(string)(await client.SubmitAsync(file, "ndjson", null))["id"]!}", job => (string)job["state"]! is "done" or "failed", Longest);
            await client.VisibleAsync((long)import["changeToken"]!, Longest);
            await client.AtRestAsync((long)import["created"]!, Longest);
            var questions = Questions.Draw(studies, arguments.Number("searches", 200), arguments.Number("seed", 20210518)).ToList();
            var process = Process.GetProcessById(registry.ProcessId);
            var spent = process.TotalProcessorTime;
            var measured = await WhileJobRuns.MeasureAsync(client, questions, "/api/v1/tags/retag");
            var job = measured.Job;
            process.Refresh();
            var report = new StringBuilder("# Tagging anew\n\n");
            report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}; embedded engines; the load program runs on the same cores. Command: `make retag`.").AppendLine();
            report.AppendLine(CultureInfo.InvariantCulture, $"{job["read"]} full texts in {measured.Took.TotalSeconds:F1} s ({job["state"]}), {(process.TotalProcessorTime - spent).TotalSeconds:F1} s of processor time, searches included; tags changed on {job["updated"]}. Highest memory {process.PeakWorkingSet64 / 1e6:F0} MB.").AppendLine();
            report.Append(measured.Table("all is tagged anew"));
            Console.WriteLine(report);
            if (arguments.Text("out") is { } to)
            {
                await File.WriteAllTextAsync(to, report.ToString());
            }

            return (string)job["state"]! == "done" ? 0 : 1;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
