using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvidenceRegistry.Bench.Lexicon;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// The titles of 2,000 news texts as questions, the bodies of all 10,000 without their heading lines as texts. The rule: the name of
/// the site goes from the front of a title; from the front of a body go, as long as one follows the other, empty lines, lines with a date
/// alone, the word พิมพ์ (print), and lines that repeat the title: that it begins with, or that begin with it, white space aside.
/// Which titles are asked: <see cref="KnownItems"/>; the lexicon never saw those texts.
/// </summary>
public static partial class KnownItemSet
{
    private const string Site = "รัฐบาลไทย-ข่าวทำเนียบรัฐบาล-";

    /// <summary>Shorter lines repeat a title by chance.</summary>
    private const int ShortestRepeat = 10;

    /// <summary>Longest abstract the registry takes, and longest question; what is longer is cut there for all engines.</summary>
    private const int LongestText = 20_000, LongestQuestion = 1_900;

    public static QuestionSet Read(string corpus)
    {
        using var file = File.OpenRead(Path.Combine(corpus, "bulk", "thaigov-10k.jsonl.gz"));
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        var titles = new List<string>();
        var texts = new List<string>();
        while (lines.ReadLine() is { } line)
        {
            var news = JsonNode.Parse(line)!;
            titles.Add(Title(Clean(news["title"])));
            var body = Body(Clean(news["body"]), titles[^1]);
            texts.Add(string.IsNullOrWhiteSpace(body) ? "(ไม่มีเนื้อหา)" : Cut(body, LongestText));
        }

        return new QuestionSet("known item", "th", texts, [.. KnownItems.Draw(titles.Count).Order().Select(n => new SetQuestion(Cut(titles[n], LongestQuestion), n, false))]);
    }

    private static string Title(string title) => title.StartsWith(Site, StringComparison.Ordinal) ? title[Site.Length..] : title;

    private static string Body(string body, string title)
    {
        var lines = body.Split('\n');
        return string.Join('\n', lines.SkipWhile(line => IsHeading(line.Trim(), title)));
    }

    private static bool IsHeading(string line, string title)
    {
        var (short1, short2) = (Blanks().Replace(line, ""), Blanks().Replace(title, ""));
        return line.Length == 0 || line == "พิมพ์" || Date().IsMatch(line)
            || (short1.Length >= ShortestRepeat && short2.Length >= ShortestRepeat
                && (short1.StartsWith(short2, StringComparison.Ordinal) || short2.StartsWith(short1, StringComparison.Ordinal)));
    }

    private static string Clean(JsonNode? text) => new([.. ((string?)text ?? "").Where(c => c is '\n' or '\t' || !char.IsControl(c))]);

    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    [GeneratedRegex(@"^(วัน\S*\s+)?\d{1,2}\s+\S+\s+\d{4}$|^\d{1,2}/\d{1,2}/\d{4}$")]
    private static partial Regex Date();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
