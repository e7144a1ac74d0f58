using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>Real words and phrases: runs between blanks in titles and bodies, drawn with a printed seed.</summary>
public static class Questions
{
    private static readonly char[] Blanks = [' ', '\n', '\t', '(', ')', '"', '“', '”'];

    /// <summary>A field in the first language it has.</summary>
    public static string TextOf(JsonObject study, string field) => study[field] is JsonObject text && text.Count > 0 ? (string)text.First().Value! : "";

    /// <summary>Where a word is a run by itself: so many that follow each other.</summary>
    public static IReadOnlyList<string> DrawWords(IReadOnlyList<JsonObject> studies, int count, int words, int seed)
    {
        var random = new Random(seed);
        var questions = new HashSet<string>(StringComparer.Ordinal);
        while (questions.Count < count)
        {
            var all = TextOf(studies[random.Next(studies.Count)], random.Next(2) == 0 ? "title" : "abstract").Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            if (all.Length >= words)
            {
                questions.Add(string.Join(' ', all.AsSpan(random.Next(all.Length - words + 1), words).ToArray()));
            }
        }

        return [.. questions];
    }

    public static IReadOnlyList<string> Draw(IReadOnlyList<JsonObject> studies, int count, int seed)
    {
        var random = new Random(seed);
        var questions = new HashSet<string>(StringComparer.Ordinal);
        while (questions.Count < count)
        {
            var study = studies[random.Next(studies.Count)];
            var text = (string)study[random.Next(2) == 0 ? "title" : "abstract"]!["th"]!;
            var runs = text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries).Where(r => r.Length is >= 4 and <= 40).ToList();
            if (runs.Count > 0)
            {
                questions.Add(runs[random.Next(runs.Count)]);
            }
        }

        return [.. questions];
    }
}
