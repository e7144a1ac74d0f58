using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// Slips of the finger in Thai: runs of letters from titles of news that at least two records hold, one slip in each (a mark left out, another tone mark, a letter left out, two
/// neighbours changed, a letter of the same sound), asked through the API. Those that then find all their words are left out: nobody can tell. Right is the run as it stood.
/// </summary>
public static partial class SlipsRun
{
    private const string Marks = "\u0E31\u0E34\u0E35\u0E36\u0E37\u0E38\u0E39\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4C", Tones = "\u0E48\u0E49";

    private static readonly string[] Sounds = ["กข", "ดต", "ฎฏ", "ถทธฐ", "ซสศษ", "นณ", "พภผ", "รล", "คฆข", "ชฌฉ", "ยญ", "บป", "ใไ"];
    private static readonly string[] Kinds = ["mark left out", "other tone mark", "letter left out", "neighbours", "same sound"];

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (count, wanted, seed) = (arguments.Number("count", 500), arguments.Number("slips", 500), arguments.Number("seed", 20261130));
        var random = new Random(seed);
        var studies = NewsTexts.Read(arguments.Corpus, count);
        await using var registry = await RunningRegistry.StartAsync(arguments.Number("port", 0));
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        long last = 0;
        foreach (var study in studies)
        {
            last = (long)(await client.PostStudyAsync(study)).Answer!["changeToken"]!;
        }

        await client.VisibleAsync(last, TimeSpan.FromMinutes(5));
        var runs = studies.SelectMany(s => Runs().Matches((string)s["title"]!["th"]!).Select(m => m.Value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        random.Shuffle(runs);
        var (right, said, all) = (new int[Kinds.Length], new int[Kinds.Length], new int[Kinds.Length]);
        foreach (var run in runs)
        {
            var kind = random.Next(Kinds.Length);
            if (Slip(run, kind, random) is not { } slip || !FoundAll(await client.SearchAsync(run, "&size=1"), 2) || FoundAll(await client.SearchAsync(slip, "&size=1"), 1))
            {
                continue;
            }

            var meant = (string?)(await client.SearchAsync(slip, "&size=1"))["didYouMean"];
            (right[kind], said[kind], all[kind]) = (right[kind] + (meant == run ? 1 : 0), said[kind] + (meant is null ? 0 : 1), all[kind] + 1);
            if (all.Sum() == wanted)
            {
                break;
            }
        }

        var report = new StringBuilder("# Slips of the finger\n\n");
        report.AppendLine(CultureInfo.InvariantCulture, $"Command: `make slips`. {studies.Count} news texts, {all.Sum()} runs of 6 to 24 Thai letters from their titles, one slip in each (seed {seed}).").AppendLine();
        report.AppendLine("| slip | runs | something offered | the right run offered |").AppendLine("| --- | --- | --- | --- |");
        foreach (var (kind, at) in Kinds.Select((kind, at) => (kind, at)))
        {
            report.AppendLine(CultureInfo.InvariantCulture, $"| {kind} | {all[at]} | {said[at]} | {right[at]} |");
        }

        report.AppendLine(CultureInfo.InvariantCulture, $"| all | {all.Sum()} | {said.Sum()} | {right.Sum()} ({right.Sum() / (double)all.Sum():0.00}; of those offered {right.Sum() / (double)said.Sum():0.00}) |");
        Console.WriteLine(report);
        if (arguments.Text("out") is { } place)
        {
            await File.WriteAllTextAsync(place, report.ToString());
        }

        return 0;
    }

    private static bool FoundAll(JsonNode answer, int least) => (long)answer["total"]! >= least && answer["relaxed"]!.GetValueKind() == System.Text.Json.JsonValueKind.False;

    /// <summary>Null where the run has no place for such a slip.</summary>
    private static string? Slip(string run, int kind, Random random)
    {
        var places = Enumerable.Range(0, run.Length).Where(at => kind switch
        {
            0 => Marks.Contains(run[at], StringComparison.Ordinal),
            1 => Tones.Contains(run[at], StringComparison.Ordinal),
            2 => true,
            3 => at + 1 < run.Length && run[at] != run[at + 1],
            _ => Sounds.Any(sound => sound.Contains(run[at], StringComparison.Ordinal)),
        }).ToArray();
        if (places.Length == 0)
        {
            return null;
        }

        var at = places[random.Next(places.Length)];
        return kind switch
        {
            0 or 2 => run.Remove(at, 1),
            1 => With(run, at, Tones[1 - Tones.IndexOf(run[at], StringComparison.Ordinal)]),
            3 => string.Concat(run.AsSpan(0, at), [run[at + 1], run[at]], run.AsSpan(at + 2)),
            _ => With(run, at, Other(Sounds.First(sound => sound.Contains(run[at], StringComparison.Ordinal)), run[at], random)),
        };
    }

    private static char Other(string sound, char letter, Random random)
    {
        var others = sound.Replace(letter.ToString(), "", StringComparison.Ordinal);
        return others[random.Next(others.Length)];
    }

    private static string With(string run, int at, char letter) => string.Concat(run.AsSpan(0, at), [letter], run.AsSpan(at + 1));

    [GeneratedRegex(@"(?<![\u0E01-\u0E4E])[\u0E01-\u0E4E]{6,24}(?![\u0E01-\u0E4E])")]
    private static partial Regex Runs();
}
