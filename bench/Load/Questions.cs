using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>Real words and phrases: runs between blanks in titles and bodies, drawn with a printed seed.</summary>
public static class Questions
{
    private static readonly char[] Blanks = [' ', '\n', '\t', '(', ')', '"', '“', '”'];

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
