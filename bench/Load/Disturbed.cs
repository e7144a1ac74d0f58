using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>Copies as a second hand would write them: slips of the finger, authors in another order, a year beside, other punctuation, no DOI.</summary>
public static class Disturbed
{
    // Neighbours on the Kedmanee and QWERTY keyboards.
    private const string Latin = "qwertyuiopasdfghjklzxcvbnm", Thai = "ๆไำพะัีรนยบลฟหกดเ้่าสวงผปแอิืทมใฝ";

    public static JsonObject Study(JsonObject original, Random random)
    {
        var copy = (JsonObject)original.DeepClone();
        copy["sourceId"] = $"{(string)original["sourceId"]!}/copy";
        copy["title"] = new JsonObject([.. original["title"]!.AsObject().Select(t => KeyValuePair.Create(t.Key, (JsonNode?)Title((string)t.Value!, random)))]);
        if (original["authors"] is JsonArray authors)
        {
            var names = authors.Select(a => (string)a!["name"]!.AsObject().First().Value!).Select(n => Name(n, random)).ToArray();
            random.Shuffle(names);
            copy["authors"] = new JsonArray([.. names.Select(n => new JsonObject { ["name"] = new JsonObject { ["en"] = n } })]);
        }

        copy["year"] = (int)original["year"]! + random.Next(-1, 2);
        copy.Remove("doi");
        return copy;
    }

    /// <summary>One to three slips, and other signs for blanks, dashes and quotes.</summary>
    public static string Title(string title, Random random)
    {
        var text = new StringBuilder(Punctuation(title, random));
        for (var slips = random.Next(1, 4); slips > 0; slips--)
        {
            Slip(text, random);
        }

        return text.ToString();
    }

    private static void Slip(StringBuilder text, Random random)
    {
        if (text.Length < 4)
        {
            return;
        }

        // Never the first letter, and no figure: another number is another thing.
        int at;
        do
        {
            at = random.Next(1, text.Length - 1);
        }
        while (char.IsDigit(text[at]) || char.IsDigit(text[at + 1]));

        switch (random.Next(4))
        {
            case 0:
                (text[at], text[at + 1]) = (text[at + 1], text[at]);
                break;
            case 1:
                text.Remove(at, 1);
                break;
            case 2:
                text.Insert(at, text[at]);
                break;
            default:
                var keys = text[at] is >= '\u0E01' and <= '\u0E5B' || text[at + 1] is >= '\u0E01' and <= '\u0E5B' ? Thai : Latin;
                text[at] = keys[random.Next(keys.Length)];
                break;
        }
    }

    private static string Punctuation(string title, Random random)
    {
        var signs = new (string From, string To)[]
        {
            ("-", "–"), (":", " –"), ("\"", "“"), ("'", "’"), (",", ""), (" and ", " & "), ("(", "["), (")", "]"), ("“", "\""), ("”", "\""), (" ", "  "), (".", ""), ("  ", " "), ("ฯ", ""),
        };
        foreach (var (from, to) in signs.Where(_ => random.Next(3) == 0))
        {
            title = title.Replace(from, to, StringComparison.Ordinal);
        }

        return random.Next(4) == 0 ? string.Concat(title.Select(c => c is >= '๐' and <= '๙' ? (char)('0' + (c - '๐')) : c is >= '0' and <= '9' && title.Any(t => t is >= 'ก' and <= 'ฮ') ? (char)('๐' + (c - '0')) : c)) : title;
    }

    /// <summary>"J. Froehlich" also as "Froehlich, J.".</summary>
    private static string Name(string name, Random random) =>
        random.Next(2) == 0 && name.LastIndexOf(' ') is > 0 and var blank
            ? string.Create(CultureInfo.InvariantCulture, $"{name[(blank + 1)..]}, {name[..blank]}") : name;
}
