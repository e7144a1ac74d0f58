using System.IO.Compression;
using System.Text.Json;

namespace EvidenceRegistry.FullText.Tests;

public class AnalysisAtSizeTests
{
    public static TheoryData<string, string> Hostile => new()
    {
        { "Thai letters without a space", string.Concat(Enumerable.Repeat("การพัฒนาฟฤๅ", 100_000)) },
        { "a word's beginning again and again", new string('ก', 1_000_000) },
        { "tone marks", new string('\u0E48', 1_000_000) },
        { "tone marks in turn", string.Concat(Enumerable.Repeat("\u0E48\u0E49", 500_000)) },
        { "leading vowels", new string('เ', 1_000_000) },
        { "Latin letters", new string('x', 1_000_000) },
        { "digits", new string('7', 1_000_000) },
        { "thousands", string.Concat(Enumerable.Repeat("123,", 250_000)) },
        { "decimals", string.Concat(Enumerable.Repeat("1.", 500_000)) },
        { "hyphens", string.Concat(Enumerable.Repeat("a-", 500_000)) },
        { "underscores", string.Concat(Enumerable.Repeat("a_", 500_000)) },
        { "letters and digits in turn", string.Concat(Enumerable.Repeat("ab12", 250_000)) },
        { "initials", string.Concat(Enumerable.Repeat("a.", 500_000)) },
        { "initials that end in a word", string.Concat(Enumerable.Repeat("a.", 500_000)) + "ab" },
        { "Thai initials", string.Concat(Enumerable.Repeat("ก.", 500_000)) },
        { "apostrophes", string.Concat(Enumerable.Repeat("a'", 500_000)) },
        { "an endless address", "http://" + new string('/', 500_000) + string.Concat(Enumerable.Repeat("a/", 250_000)) },
        { "an address of brackets", "http://x" + new string(')', 1_000_000) },
        { "addresses", string.Concat(Enumerable.Repeat("a@b.c,", 170_000)) },
        { "nearly addresses", string.Concat(Enumerable.Repeat("10.1234/", 125_000)) },
        { "at signs", string.Concat(Enumerable.Repeat("a@", 500_000)) },
        { "combining accents", "e" + new string('\u0323', 1_000_000) },
        { "unpaired surrogates", new string('\uD83D', 1_000_000) },
    };

    /// <summary>A million characters take well under a second on any of these; work that grew with the square would take minutes.</summary>
    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_million_characters_of_one_kind_are_read_in_seconds(string kind, string text)
    {
        Task read = Task.Run(() =>
        {
            IReadOnlyList<Token> words = Analysis.OfTheProject.Words(text);
            TextAnalysis.WordPairs(words);
            TextAnalysis.ClusterPairs(text);
        }, TestContext.Current.CancellationToken);
        Exception? late = await Record.ExceptionAsync(() => read.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.True(late is null, $"{kind}: {late?.Message}");
    }

    [Fact]
    public void Read_in_parallel_ten_thousand_news_texts_give_the_words_they_give_one_by_one()
    {
        string? corpus = Environment.GetEnvironmentVariable("REGISTRY_CORPUS");
        Assert.SkipWhen(corpus is null, "REGISTRY_CORPUS is not set");
        string[] texts = [.. Bodies(Path.Combine(corpus!, "bulk", "thaigov-10k.jsonl.gz"))];
        Assert.Equal(10_000, texts.Length);
        int[] serial = [.. texts.Select(Fingerprint)];
        int[] parallel = [.. texts.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(Fingerprint)];
        Assert.Equal(serial, parallel);
    }

    private static int Fingerprint(string text)
    {
        var hash = new HashCode();
        foreach (Token word in Analysis.OfTheProject.Words(text))
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }

    /// <summary>The first 1,500 characters of each body: enough to meet in the dictionary, a fifth of the time.</summary>
    private static IEnumerable<string> Bodies(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            string body = document.RootElement.GetProperty("body").GetString() ?? "";
            yield return body[..Math.Min(body.Length, 1500)];
        }
    }
}
