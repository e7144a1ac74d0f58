using System.Globalization;
using System.Text.Json;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.FullText;

/// <summary>Question → passage over a set in SQuAD's form: each passage the abstract of a study, one neutral title for all; the engine alone.</summary>
internal static class AnswerBench
{
    private const string NeutralTitle = "รายงาน";

    public static async Task RunAsync(string mappings, string file)
    {
        using JsonDocument set = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var documents = new List<IndexDocument>();
        var questions = new List<(string Text, string Id)>();
        foreach (JsonElement paragraph in set.RootElement.GetProperty("data").EnumerateArray().SelectMany(article => article.GetProperty("paragraphs").EnumerateArray()))
        {
            string id = documents.Count.ToString("D6", CultureInfo.InvariantCulture);
            documents.Add(new IndexDocument
            {
                Id = id,
                Revision = 1,
                Kind = "study",
                PagesHash = "",
                Texts = [new FieldText(TextField.Title, NeutralTitle), new FieldText(TextField.Abstract, paragraph.GetProperty("context").GetString()!)],
            });
            questions.AddRange(paragraph.GetProperty("qas").EnumerateArray().Select(qa => (qa.GetProperty("question").GetString()!, id)));
        }

        foreach ((string name, RankingWeights weights) in Variants())
        {
            await using BenchIndex index = await BenchIndex.OpenAsync(mappings, new LuceneOptions { Folder = "", Weights = weights });
            await index.Engine.WriteAsync([.. documents.Select(d => new IndexWrite(d.Id, 1, d))], CancellationToken.None);
            await index.Engine.RefreshAsync(CancellationToken.None);
            await Measure(name, index.Engine, questions);
        }
    }

    private static IEnumerable<(string Name, RankingWeights Weights)> Variants()
    {
        RankingWeights all = RankingWeights.Default;
        yield return ("default", all);
        yield return ("words only", all with { Pairs = 0, Clusters = 0, Window = 0 });
        yield return ("without clusters", all with { Clusters = 0 });
        yield return ("without pairs", all with { Pairs = 0 });
        yield return ("without window", all with { Window = 0 });
        yield return ("any word (no AND)", all with { RelaxedShare = 0.01 });
    }

    private static async Task Measure(string name, LuceneEvidenceIndex engine, List<(string Text, string Id)> questions)
    {
        double reciprocal = 0;
        int first = 0, relaxed = 0;
        foreach ((string text, string id) in questions)
        {
            SearchAnswer answer = await engine.SearchAsync(
                new SearchRequest { Query = QueryParser.Parse(text, 2000), Rights = ReadingRights.Open, Size = 10 }, CancellationToken.None);
            int place = answer.Hits.Select(hit => hit.Id).ToList().IndexOf(id) + 1;
            reciprocal += place > 0 ? 1.0 / place : 0;
            first += place == 1 ? 1 : 0;
            relaxed += answer.Relaxed is null ? 0 : 1;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: MRR@10 {reciprocal / questions.Count:F4}, R@1 {(double)first / questions.Count:F4}, {questions.Count} questions, {relaxed} relaxed"));
    }
}
