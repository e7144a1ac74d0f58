using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>Passing over what says nothing must change nothing: matches and pieces are those of the text cut whole.</summary>
public sealed class SoughtWordsTests
{
    private const int Longest = 150;

    /// <summary>Pieces of texts and questions: words, openers, one thing typed several ways, joined signs, numbers with and without units, what is dropped, long runs.</summary>
    private static readonly string[] Fragments =
    [
        "น้ำท่วม", "น้ําท่วม", "น้ ำ", "เกษตรกร", "ราย", "ได้", "แต่", "แต่ละ", "พบว่า", "ดังนั้น", "อย่างไรก็ตาม", "ผู้สูงอายุ", "เเม่น้ำ", "แม่น้ำ", "ๆ", "ฯ", "พ.ศ.", "2564", "๒๕๖๔", "2021",
        "1,000", "PM2.5", "COVID-19", "policy", "Policies", "checked", "e-learning", "U.S.A.", "naïve", "flood", "older people", "rice", "ข้าว", "กก.", "10 kg", "http://a.go.th/x", "a@b.go.th",
        " ", " ", " ", "\n", "\u200B", "\u00A0", "(", ")", "“", "”", ",", "-", ".", ":", "'s", "😀", "\u0301", "\uFB01nd", "ก", "ั", "่", "ํ", "า", "พื้นที่พัฒนาพื้นที่พัฒนาพื้นที่พัฒนาพื้นที่พัฒนาพื้นที่พัฒนาพื้นที่พัฒนาพื้นที่พัฒนาพื้นที่พัฒนาพื้นที่พัฒนาพื้นที่พัฒนาพื้นที่พัฒนาพื้นที่พัฒนาพื้นที่พัฒนา",
    ];

    private static readonly Gen<string> Written = Gen.Elements(Fragments).ArrayOf().Select(string.Concat);

    [Fact]
    public void Runs_that_say_nothing_are_passed_over_and_what_stands_around_them_are_no_neighbours()
    {
        IReadOnlyList<Token> tokens = Analysis.OfTheProject.WordsOf("การประชุมครั้งนี้ เรื่องน้ำท่วม มีผู้เข้าร่วม (หลายหน่วยงาน) และ น้ำท่วมซ้ำ", Sought("น้ำท่วม"));
        Token[] kept = [.. Analysis.OfTheProject.Words("เรื่องน้ำท่วม"), .. Analysis.OfTheProject.Words("น้ำท่วมซ้ำ")];
        Assert.Equal(kept.Select(token => token.Text), tokens.Select(token => token.Text));
        int[] positions = [.. tokens.Select(token => token.Position).Distinct()];
        Assert.True(positions[^1] - positions[0] > positions.Length, string.Join(' ', positions));
    }

    [Theory]
    [InlineData("older people", "ผู้สูงอายุ")]
    [InlineData("ผู้สูงอายุ", "older people")]
    [InlineData("ปี 2021", "รายงาน ปี ๒๕๖๔")]
    [InlineData("policy", "สอง Policies ใหม่")]
    public void What_is_said_another_way_is_met(string typed, string text) => Assert.NotEmpty(Same(typed, $"การประชุมครั้งนี้ {text} มีการแลกเปลี่ยน"));

    [Fact]
    public void Whatever_stands_in_text_and_question_nothing_that_matters_is_passed_over()
    {
        int shorter = 0;
        Prop.ForAll(Written.ToArbitrary(), Written.ToArbitrary(), (typed, text) =>
        {
            Same(typed + " ก", text);
            shorter += Analysis.OfTheProject.WordsOf(text, Sought(typed + " ก")).Count < Analysis.OfTheProject.Words(text).Count ? 1 : 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60));
        Assert.True(shorter > 100, shorter.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void In_real_texts_nothing_that_matters_is_passed_over()
    {
        string? corpus = Environment.GetEnvironmentVariable("REGISTRY_CORPUS");
        Assert.SkipWhen(string.IsNullOrEmpty(corpus), "REGISTRY_CORPUS names no folder of real inputs.");
        using FileStream file = File.OpenRead(Path.Combine(corpus, "bulk", "thaigov-10k.jsonl.gz"));
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        (string typed, int met) = ("น้ำท่วม", 0);
        for (int line = 0; line < 2000 && lines.ReadLine() is { } text; line++)
        {
            JsonNode news = JsonNode.Parse(text)!;
            string body = (string?)news["body"] ?? "";
            met += Same(typed, body).Count;
            string title = (string?)news["title"] ?? "";
            typed = title.Length > 8 ? title[..Math.Min(title.Length, 8 + (line % 30))] : typed;
            met += Same(typed, body).Count;
        }

        Assert.True(met > 1000, met.ToString(CultureInfo.InvariantCulture));
    }

    private static SoughtWords Sought(string typed) => new(Asked(typed), SentencePieces.Openers, Longest);

    private static AskedWords Asked(string typed) => new(Question.Of(QueryParser.Parse(typed, 10_000), Analysis.OfTheProject));

    /// <summary>The words that both ways meet.</summary>
    private static List<(int Start, int End, int Word)> Same(string typed, string text)
    {
        AskedWords asked = Asked(typed);
        IReadOnlyList<Token> whole = Analysis.OfTheProject.Words(text);
        IReadOnlyList<Token> some = Analysis.OfTheProject.WordsOf(text, Sought(typed));
        var (matches, ofSome) = (PassageMatches.Of(asked, text, whole), PassageMatches.Of(asked, text, some));
        Assert.Equal(matches.Words, ofSome.Words);
        Assert.Equal(SentencePieces.Of(text, whole, Longest), SentencePieces.Of(text, some, Longest));
        return matches.Words;
    }
}
