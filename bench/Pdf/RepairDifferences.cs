using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EvidenceRegistry.Formats.Thai;

namespace EvidenceRegistry.Bench.Pdf;

/// <summary>
/// Every place where repair changes a text, and some of them drawn for reading: those whose SHA-256 of <c>"{seed}:{text}:{place}"</c> is smallest. Each is shown
/// with what stands around it, before and after.
/// </summary>
internal static class RepairDifferences
{
    private const int Around = 14;

    public static void Run(string path, string seed, int count)
    {
        var (fields, characters, changed) = (0, 0L, 0);
        var places = new List<Place>();
        foreach (var text in Texts(path))
        {
            fields++;
            characters += text.Length;
            var mended = ThaiRepair.Mend(text);
            if (mended.Text != text)
            {
                changed++;
                places.AddRange(Places(fields, text, mended));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"texts {fields}, characters {characters}, texts changed {changed}, places {places.Count}; seed {seed}"));
        var drawn = places.OrderBy(place => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}:{place.Text}:{place.At}")))), StringComparer.Ordinal);
        foreach (var (at, place) in drawn.Take(count).Index())
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at + 1}\t{place.Before}[{place.Was}→{place.Is}]{place.After}"));
        }
    }

    /// <summary>Every string a JSON file holds, or a file of JSON lines, gzipped or not; of a folder all its files.</summary>
    private static IEnumerable<string> Texts(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(Texts)
        : path.EndsWith(".json", StringComparison.Ordinal) ? Strings(File.ReadAllText(path))
        : path.EndsWith(".jsonl.gz", StringComparison.Ordinal) ? Lines(path).SelectMany(Strings)
        : [File.ReadAllText(path)];

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static List<string> Strings(string json)
    {
        var found = new List<string>();
        using var document = JsonDocument.Parse(json);
        Collect(document.RootElement, found);
        return found;
    }

    private static void Collect(JsonElement element, List<string> found)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                found.Add(element.GetString()!);
                break;
            case JsonValueKind.Array:
                element.EnumerateArray().ToList().ForEach(item => Collect(item, found));
                break;
            case JsonValueKind.Object:
                element.EnumerateObject().ToList().ForEach(item => Collect(item.Value, found));
                break;
        }
    }

    /// <summary>Stretches where signs are other ones, or do not follow one another as they did.</summary>
    private static IEnumerable<Place> Places(int number, string raw, Repaired mended)
    {
        var (text, map) = (mended.Text, mended.Map);
        for (var i = 0; i <= text.Length;)
        {
            var expected = i == 0 ? 0 : map[i - 1] + 1;
            if (i == text.Length ? expected >= raw.Length : map[i] == expected && text[i] == raw[map[i]])
            {
                i++;
                continue;
            }

            var end = i;
            while (end < text.Length && !(map[end] >= expected && text[end] == raw[map[end]] && (end + 1 == text.Length || map[end + 1] == map[end] + 1) && AllBefore(map, i, end)))
            {
                end++;
            }

            var rawEnd = end < text.Length ? map[end] : raw.Length;
            yield return new Place(number, expected, Shown(raw, expected - Around, expected), Shown(raw, expected, rawEnd), Shown(text, i, end), Shown(raw, rawEnd, rawEnd + Around));
            i = end + 1;
        }
    }

    private static bool AllBefore(IReadOnlyList<int> map, int from, int at)
    {
        for (var i = from; i < at; i++)
        {
            if (map[i] >= map[at])
            {
                return false;
            }
        }

        return true;
    }

    private static string Shown(string text, int from, int to) =>
        text[Math.Clamp(from, 0, text.Length)..Math.Clamp(to, 0, text.Length)].Replace('\n', '⏎').Replace('\r', '⏎').Replace('\t', '⇥');

    private sealed record Place(int Text, int At, string Before, string Was, string Is, string After);
}
