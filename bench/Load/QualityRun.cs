using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// Question → passage through the API with default settings: each passage of XQuAD the abstract of a study, one neutral title for all.
/// MRR@10 and recall, whole and by article halves (even articles: development, odd: test), with 95 % bootstrap intervals.
/// </summary>
public static class QualityRun
{
    private const int Draws = 1000;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var report = new StringBuilder("# Question → passage through the API\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"{Figures.Machine()}; embedded engine. Command: `make quality`.").AppendLine();
        report.AppendLine("| set | half | questions | MRR@10 | 95 % | R@1 | R@10 |").AppendLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var language in new[] { "th", "en" })
        {
            var ranks = await RanksAsync(arguments, language);
            foreach (var (half, some) in new[] { ("whole", ranks), ("development", ranks.Where(r => r.Article % 2 == 0).ToList()), ("test", ranks.Where(r => r.Article % 2 == 1).ToList()) })
            {
                report.AppendLine(Row(language, half, [.. some.Select(r => r.Rank)]));
            }
        }

        Console.WriteLine(report);
        if (arguments.Text("out") is { } file)
        {
            await File.WriteAllTextAsync(file, report.ToString());
        }

        return 0;
    }

    /// <summary>Rank of the right passage for each question; 0 when it is not among the first ten.</summary>
    private static async Task<List<(int Article, int Rank)>> RanksAsync(Arguments arguments, string language)
    {
        await using var registry = await RunningRegistry.StartAsync(arguments.Number("port", 0));
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        var articles = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(arguments.Corpus, "thai-text", $"xquad.{language}.json")))!["data"]!.AsArray();
        var questions = new List<(int Article, string Question, string Id)>();
        long last = 0;
        for (var article = 0; article < articles.Count; article++)
        {
            foreach (var paragraph in articles[article]!["paragraphs"]!.AsArray())
            {
                var (_, answer) = await client.PostStudyAsync(Study(language, questions.Count, (string)paragraph!["context"]!));
                last = Math.Max(last, (long)answer!["changeToken"]!);
                questions.AddRange(paragraph["qas"]!.AsArray().Select(qa => (article, (string)qa!["question"]!, (string)answer["id"]!)));
            }
        }

        await client.VisibleAsync(last, TimeSpan.FromMinutes(2));
        var ranks = new List<(int Article, int Rank)>();
        foreach (var (article, question, id) in questions)
        {
            var hits = (await client.SearchAsync(question, "&size=10&passages=false"))["hits"]!.AsArray();
            ranks.Add((article, hits.Select(h => (string)h!["id"]!).ToList().IndexOf(id) + 1));
        }

        return ranks;
    }

    private static JsonObject Study(string language, int number, string text) => new()
    {
        ["source"] = "xquad",
        ["sourceId"] = $"{language}-{number}",
        ["title"] = new JsonObject { ["en"] = "Passage" },
        ["abstract"] = new JsonObject { [language] = text },
        ["year"] = 2020,
        ["agency"] = "xquad",
    };

    private static string Row(string language, string half, int[] ranks)
    {
        double[] gains = [.. ranks.Select(r => r == 0 ? 0 : 1.0 / r)];
        var random = new Random(20210518);
        double[] means = [.. Enumerable.Range(0, Draws).Select(_ => Enumerable.Range(0, gains.Length).Average(_ => gains[random.Next(gains.Length)])).Order()];
        return string.Create(CultureInfo.InvariantCulture,
            $"| XQuAD-{language} | {half} | {ranks.Length} | {gains.Average():F4} | {means[Draws / 40]:F3}–{means[Draws - (Draws / 40)]:F3} | {ranks.Average(r => r == 1 ? 1.0 : 0):F4} | {ranks.Average(r => r > 0 ? 1.0 : 0):F4} |");
    }
}
