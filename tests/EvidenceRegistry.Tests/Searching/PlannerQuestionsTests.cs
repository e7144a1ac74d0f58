using System.Globalization;
using System.Text;
using EvidenceRegistry.Tests.Repository;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Searching;

/// <summary>
/// Sixty questions as planners type them, with the sample records that answer them, judged by hand. UPDATE_GOLDEN=1 writes what is found
/// today to docs/planner-questions.md; its diff is the review.
/// </summary>
public sealed class PlannerQuestionsTests
{
    private const string Judged = "tests/EvidenceRegistry.Tests/Searching/planner-questions.tsv", Golden = "docs/planner-questions.md";

    private const int First = 5, Depth = 10;

    /// <summary>What must be kept: nDCG@10 over all questions, measured when the file was made, less room for one question.</summary>
    private const double Kept = 0.9;

    [Fact]
    public async Task Every_record_that_answers_a_planners_question_is_among_the_first()
    {
        await using var registry = await SearchedRegistry.WithSamplesAsync();
        var names = await NamesAsync(registry);
        var lost = new List<string>();
        var gains = new List<double>();
        var table = new StringBuilder("| question | nDCG@10 | found first | answers |\n| --- | --- | --- | --- |\n");
        foreach (var (question, answers, also) in Questions())
        {
            var found = SearchedRegistry.Ids(await registry.SearchAsync(question, "&size=10&passages=false")).Select(id => names[id]).ToList();
            gains.Add(Ndcg(found, answers, also));
            lost.AddRange(answers.Where(one => !found.Take(First).Contains(one)).Select(one => $"{question}: {one} is not among {string.Join(' ', found.Take(First))}"));
            table.Append(CultureInfo.InvariantCulture, $"| {question.Replace("|", "\\|", StringComparison.Ordinal)} | {gains[^1]:F3} | {string.Join(' ', found.Take(First))} | {string.Join(' ', answers)} |\n");
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"nDCG@10 {gains.Average():F4} over {gains.Count} questions"));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(SourceTree.PathOf(Golden), Head(gains) + table, new UTF8Encoding(false), SearchedRegistry.Cancel);
        }

        Assert.Equal(60, gains.Count);
        Assert.Empty(lost);
        Assert.True(gains.Average() >= Kept, $"nDCG@10 fell to {gains.Average():F4}");
    }

    private static string Head(List<double> gains) => string.Create(CultureInfo.InvariantCulture, $"""
        # Sixty planners' questions

        Questions as planners type them — Thai and English, codes, provinces and their short names, years, plain speech, slips — over the sample
        records, through the API with default settings. The judgements stand in `{Judged}`, made by reading the samples: a record that answers
        counts 2, one that says something to it 1. A test fails when an answer leaves the first five. Written by
        `UPDATE_GOLDEN=1 dotnet run --project tests/EvidenceRegistry.Tests -- --filter-class '*PlannerQuestionsTests'`.

        **nDCG@10 {gains.Average():F3}** over {gains.Count} questions; {gains.Count(g => g > 0.999)} of them are answered in the best possible order.


        """);

    private static IEnumerable<(string Question, string[] Answers, string[] Also)> Questions() =>
        from line in File.ReadLines(SourceTree.PathOf(Judged))
        where line.Length > 0 && line[0] != '#'
        let parts = line.Split('\t')
        select (parts[0], parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries), parts.Length > 2 ? parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries) : []);

    private static double Ndcg(List<string> found, string[] answers, string[] also)
    {
        double[] ideal = [.. answers.Select(_ => 3.0), .. also.Select(_ => 1.0)];
        return Discounted(found.Take(Depth).Select(one => answers.Contains(one) ? 3.0 : also.Contains(one) ? 1.0 : 0)) / Discounted(ideal.Take(Depth));
    }

    /// <summary>2^grade − 1, discounted by the logarithm of the rank.</summary>
    private static double Discounted(IEnumerable<double> gains) => gains.Select((gain, at) => gain / Math.Log2(at + 2)).Sum();

    private static async Task<Dictionary<string, string>> NamesAsync(SearchedRegistry registry)
    {
        await using var db = registry.App.Databases.Open();
        return await db.Origins.ToDictionaryAsync(o => o.RecordId, o => o.SourceId.Replace("SAMPLE-", "", StringComparison.Ordinal), SearchedRegistry.Cancel);
    }
}
