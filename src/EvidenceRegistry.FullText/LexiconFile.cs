using System.Globalization;

namespace EvidenceRegistry.FullText;

/// <summary>Reads and writes the word files under <c>mappings/thai</c>. UTF-8; lines that begin with <c>#</c> and empty lines say nothing.</summary>
public static class LexiconFile
{
    /// <summary>Learned words: one <c>word TAB count</c> a line, in ordinal order.</summary>
    public const string LearnedName = "lexicon.tsv";

    /// <summary>Stewards' words: one a line, a bar between the parts that shall also be found by themselves.</summary>
    public const string StewardName = "steward-words.txt";

    /// <summary>Words that ask and are not asked for: one a line.</summary>
    public const string QueryStopName = "query-stop-words.txt";

    /// <summary>Words that hold a sentence together: asked for, but not required.</summary>
    public const string FunctionName = "function-words.txt";

    /// <exception cref="InvalidDataException">A line is not a word of Thai letters and a count; the message names file and line.</exception>
    public static IReadOnlyDictionary<string, int> ReadLearned(string path)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((string line, int number) in Lines(path))
        {
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab <= 0 || !IsThai(line[..tab]) || !int.TryParse(line.AsSpan(tab + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                || count == 0 || !counts.TryAdd(line[..tab], count))
            {
                throw Bad(path, number, line);
            }
        }

        return counts;
    }

    /// <exception cref="InvalidDataException">A line holds anything but Thai letters and bars; the message names file and line.</exception>
    public static IReadOnlyList<string[]> ReadStewardWords(string path)
    {
        var words = new List<string[]>();
        foreach ((string line, int number) in Lines(path))
        {
            string[] parts = line.Split('|');
            if (!parts.All(IsThai))
            {
                throw Bad(path, number, line);
            }

            words.Add(parts);
        }

        return words;
    }

    public static IReadOnlyList<string> ReadWords(string path) => [.. Lines(path).Select(line => line.Text)];

    /// <summary>Writes learned words so that the same counts give the same bytes.</summary>
    public static void WriteLearned(string path, IEnumerable<KeyValuePair<string, int>> counts) =>
        File.WriteAllText(path, string.Concat(counts.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}\t{pair.Value}\n"))));

    internal static IEnumerable<(string Text, int Number)> Lines(string path) => File.ReadLines(path)
        .Select((line, index) => (Text: line.Trim(), Number: index + 1))
        .Where(line => line.Text.Length > 0 && line.Text[0] != '#');

    private static bool IsThai(string word) => word.Length > 0 && word.All(c => Characters.IsThaiLetter(Characters.ClassOf(c)));

    internal static InvalidDataException Bad(string path, int number, string line) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}, line {number}: not as documented: {line}"));
}
