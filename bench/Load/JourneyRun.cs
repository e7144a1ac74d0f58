using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// The main job on real input: the Thai PDFs as studies among thousands of others; then, for each of their pages 2–12 with
/// text, its longest Thai run of 20–60 characters is typed into the search box, unquoted.
/// </summary>
public static class JourneyRun
{
    private const int FirstPage = 2;
    private const int LastPage = 12;

    /// <summary>Pages 2–12 of the nine readable files of more than one page are 77; some hold no such run.</summary>
    private const int LeastAsked = 60;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        await using var registry = await RunningRegistry.StartAsync(arguments.Number("port", 0));
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        var others = NewsTexts.Read(arguments.Corpus, arguments.Number("count", 10000));
        await Figures.ForEachAsync(others, 8, study => client.PostStudyAsync(study));
        var files = await SubmitAsync(client, arguments.Corpus);
        await client.VisibleAsync(files.Max(f => f.Token), TimeSpan.FromMinutes(15));

        var report = new StringBuilder();
        report.AppendLine("# The main job on real input").AppendLine();
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}. Command: `make journey`. {files.Count} PDFs among {others.Count} other studies.").AppendLine();
        report.AppendLine("| file | pages | with text | state | reason | asked | record first | page holds it | found by title |");
        report.AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        var sum = new JourneyCounts();
        foreach (var file in files)
        {
            report.AppendLine(await AskFileAsync(client, file, sum));
        }

        report.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"Asked {sum.Asked}; right record first {sum.First} ({sum.Part(sum.First):P1}); a page that holds the run {sum.Page} ({sum.Part(sum.Page):P1}); passages compared {sum.Passages}, unequal to the stored text {sum.Unequal}.");
        foreach (var miss in sum.Misses)
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"- {miss}");
        }

        Console.WriteLine(report);
        if (arguments.Text("out") is { } place)
        {
            await File.WriteAllTextAsync(place, report.ToString());
        }

        return sum.Asked >= LeastAsked && sum.Part(sum.First) >= 0.90 && sum.Part(sum.Page) >= 0.85 && sum.Unequal == 0 ? 0 : 1;
    }

    private sealed record Submitted(string Id, string File, string Title, long Token);

    private static async Task<List<Submitted>> SubmitAsync(RegistryClient client, string corpus)
    {
        var submitted = new List<Submitted>();
        foreach (var path in Directory.EnumerateFiles(Path.Combine(corpus, "pdf", "thai"), "*.pdf").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            var title = ThaiPdfs.TitleOf(name);
            var study = new JsonObject
            {
                ["source"] = "thai-pdf",
                ["sourceId"] = name[..3],
                ["title"] = new JsonObject { ["th"] = title.Text },
                ["year"] = title.Year,
                ["agency"] = title.Agency,
            };
            var (status, answer) = await client.PostStudyAsync(study, path);
            submitted.Add(new Submitted((string)answer!["id"]!, name, title.Text, (long)answer["changeToken"]!));
            Console.Error.WriteLine($"{name}: {(int)status}");
        }

        return submitted;
    }

    private static async Task<string> AskFileAsync(RegistryClient client, Submitted file, JourneyCounts sum)
    {
        var receipt = (await client.GetAsync($"/api/v1/records/{file.Id}/receipt"))["files"]![0]!;
        var (asked, first, page) = (sum.Asked, sum.First, sum.Page);
        for (var number = FirstPage; number <= LastPage; number++)
        {
            if (await client.FindAsync(PageAddress(file.Id, file.File, number)) is { } stored && ThaiPdfs.LongestRun((string?)stored["text"] ?? "") is { } run)
            {
                await AskAsync(client, file, run, sum);
            }
        }

        var byTitle = await client.SearchAsync(file.Title);
        var found = byTitle["hits"]!.AsArray().Any(h => (string?)h!["id"] == file.Id);
        return string.Create(CultureInfo.InvariantCulture,
            $"| {file.File[..3]} | {receipt["pages"]} | {receipt["pagesWithText"]} | {receipt["state"]} | {receipt["reason"]} | {sum.Asked - asked} | {sum.First - first} | {sum.Page - page} | {(found ? "yes" : "no")} |");
    }

    private static async Task AskAsync(RegistryClient client, Submitted file, string run, JourneyCounts sum)
    {
        sum.Asked++;
        var hits = (await client.SearchAsync(run, "&size=5"))["hits"]!.AsArray();
        foreach (var hit in hits)
        {
            await CompareAsync(client, hit!, sum);
        }

        if (hits.Count == 0 || (string?)hits[0]!["id"] != file.Id)
        {
            sum.Misses.Add($"{file.File[..3]}: `{run}` → {(hits.Count == 0 ? "nothing" : (string?)hits[0]!["title"]?["th"])}");
            return;
        }

        sum.First++;
        var passage = hits[0]!["passage"];
        var text = (int?)passage?["page"] is { } page ? (string?)(await client.GetAsync(PageAddress(file.Id, file.File, page)))["text"] : null;
        if (text?.Contains(run, StringComparison.Ordinal) == true)
        {
            sum.Page++;
        }
        else
        {
            sum.Misses.Add($"{file.File[..3]}: `{run}` → page {passage?["page"]} does not hold it");
        }
    }

    /// <summary>The quoted text must be the stored text from start to end, counted in code points, to the letter.</summary>
    private static async Task CompareAsync(RegistryClient client, JsonNode hit, JourneyCounts sum)
    {
        if (hit["passage"] is not { } passage || (string?)passage["field"] != "file")
        {
            return;
        }

        var stored = (string)(await client.GetAsync(PageAddress((string)hit["id"]!, (string)passage["file"]!, (int)passage["page"]!)))["text"]!;
        var runes = stored.EnumerateRunes().Skip((int)passage["start"]!).Take((int)passage["end"]! - (int)passage["start"]!);
        sum.Passages++;
        sum.Unequal += string.Concat(runes) == (string)passage["text"]! ? 0 : 1;
    }

    private static string PageAddress(string id, string file, int page) => $"/api/v1/records/{id}/files/{Uri.EscapeDataString(file)}/pages/{page}";
}

/// <summary>What the journey has seen so far.</summary>
public sealed class JourneyCounts
{
    public int Asked { get; set; }

    public int First { get; set; }

    public int Page { get; set; }

    public int Passages { get; set; }

    public int Unequal { get; set; }

    public List<string> Misses { get; } = [];

    public double Part(int count) => Asked == 0 ? 0 : (double)count / Asked;
}
