using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// kill -9 at random moments while pages are read from their pictures. Each start must go on behind the last page stored, the end must be the whole text found, marked
/// as read from pictures, in one new text revision, with the index equal to the database. Wants the programs of docs/pdf-text.md.
/// </summary>
public static class PictureKillRun
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(15);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (seed, kills) = (arguments.Number("seed", Random.Shared.Next()), arguments.Number("runs", 6));
        var random = new Random(seed);
        await using var registry = await RunningRegistry.StartAsync(arguments.Number("port", 0));
        var id = await SubmitAsync(registry, arguments.Corpus);
        var report = new StringBuilder("# kill -9 while pictures are read\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}. Command: `dotnet run -c Release --project bench/Load -- pictures` (seed {seed}). One scan of three pages.").AppendLine();
        report.AppendLine("| kill | after ms | receipt says before it |").AppendLine("| --- | --- | --- |");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        JsonNode file = await FileAsync(registry, id);
        var made = 0;
        for (; made < kills && !IsRead(file); made++)
        {
            var after = random.Next(3000, 15_000);
            await Task.Delay(after);
            file = await FileAsync(registry, id);
            await registry.KillAsync();
            await registry.StartAgainAsync();
            Tell(report, string.Create(CultureInfo.InvariantCulture, $"| {made + 1} | {after} | {file["ocr"]?["code"]}, text revision {file["textRevision"]} |"));
        }

        while (!IsRead(file = await FileAsync(registry, id)) && clock.Elapsed < AtMost)
        {
            await Task.Delay(1000);
        }

        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        JsonNode view;
        do
        {
            view = await client.GetAsync("/api/v1/consistency");
        }
        while ((int)view["pending"]! > 0 && clock.Elapsed < AtMost);
        var (wrong, hits) = ((int)view["missing"]! + (int)view["orphan"]! + (int)view["stale"]!, await client.SearchAsync("ผู้ตรวจราชการ"));
        var passage = hits["hits"]?.AsArray().FirstOrDefault()?["passage"];
        var good = IsRead(file) && (int)file["ocr"]!["pages"]! == 3 && (int)file["textRevision"]! == 2 && wrong == 0 && (string?)passage?["textSource"] == "ocr";
        report.AppendLine();
        Tell(report, string.Create(
            CultureInfo.InvariantCulture,
            $"{made} kills; at the end {file["ocr"]?["code"]}, {file["ocr"]?["pages"]} of 3 pages from pictures, text revision {file["textRevision"]}; missing, orphan and stale together {wrong}; the best hit quotes page {passage?["page"]}, marked {passage?["textSource"]} with confidence {passage?["confidence"]}: {(good ? "as promised" : "NOT as promised")}. {clock.Elapsed.TotalSeconds:F0} s in all."));
        if (arguments.Text("out") is { } place)
        {
            await File.WriteAllTextAsync(place, report.ToString());
        }

        return good ? 0 : 1;
    }

    private static async Task<string> SubmitAsync(RunningRegistry registry, string corpus)
    {
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        var study = new JsonObject
        {
            ["source"] = "pictures",
            ["sourceId"] = "scan",
            ["title"] = new JsonObject { ["th"] = "คำสั่งที่เป็นภาพ" },
            ["year"] = 2017,
            ["agency"] = "test",
        };
        var (status, answer) = await client.PostStudyAsync(study, Directory.EnumerateFiles(Path.Combine(corpus, "pdf", "thai"), "010-*.pdf").Single());
        await client.VisibleAsync((long?)answer?["changeToken"] ?? throw new InvalidOperationException($"{(int)status} {answer}"), TimeSpan.FromMinutes(2));
        return (string)answer!["id"]!;
    }

    private static async Task<JsonNode> FileAsync(RunningRegistry registry, string id)
    {
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        return (await client.GetAsync($"/api/v1/records/{id}/receipt"))["files"]![0]!;
    }

    private static bool IsRead(JsonNode file) => (string?)file["ocr"]?["code"] == "ocr-read";

    private static void Tell(StringBuilder report, string line)
    {
        Console.WriteLine(line);
        report.AppendLine(line);
    }
}
