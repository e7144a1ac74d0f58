using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>
/// The texts through the registry's API: each the abstract of a study, one neutral title for all. Streams are switched off by settings,
/// on the same data; the last combination is the default, with no setting at all.
/// </summary>
public sealed class RegistryBaseline(RunningRegistry registry, QuestionSet set) : IAsyncDisposable
{
    private readonly Dictionary<int, string> _ids = [];

    public const string Default = "words + pairs + clusters + window (default)";

    public static IReadOnlyList<(string Streams, IReadOnlyList<string> Off)> Combinations { get; } =
    [
        ("words", ["Pairs", "Clusters", "Window"]),
        ("words + pairs", ["Clusters", "Window"]),
        ("words + pairs + clusters", ["Window"]),
        ("words + clusters + window", ["Pairs"]),
        ("words + pairs + window", ["Clusters"]),
        (Default, []),
    ];

    public static async Task<RegistryBaseline> FillAsync(QuestionSet set, int port)
    {
        var registry = await RunningRegistry.StartAsync(port);
        var filled = new RegistryBaseline(registry, set);
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        long last = 0;
        await Figures.ForEachAsync(set.Texts.Index(), 4, async one =>
        {
            var (status, answer) = await client.PostStudyAsync(Study(set, one.Index, one.Item));
            if (status != System.Net.HttpStatusCode.Created)
            {
                throw new InvalidOperationException($"{set.Name} {one.Index}: {(int)status} {answer}");
            }

            lock (filled._ids)
            {
                filled._ids[one.Index] = (string)answer!["id"]!;
                last = Math.Max(last, (long)answer["changeToken"]!);
            }
        });
        await client.VisibleAsync(last, TimeSpan.FromMinutes(10));
        return filled;
    }

    public async Task<IReadOnlyList<int>> RanksAsync(IReadOnlyList<string> off)
    {
        await registry.StopAsync();
        await registry.StartAgainAsync(off.ToDictionary(stream => $"Ranking__{stream}", _ => "0"));
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        var ranks = new int[set.Questions.Count];
        await Figures.ForEachAsync(set.Questions.Index(), 2, async one =>
        {
            var hits = (await client.SearchAsync(one.Item.Text, "&size=10&passages=false"))["hits"]!.AsArray();
            ranks[one.Index] = hits.Select(h => (string)h!["id"]!).ToList().IndexOf(_ids[one.Item.Answer]) + 1;
        });
        return ranks;
    }

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    private static JsonObject Study(QuestionSet set, int number, string text) => new()
    {
        ["source"] = "quality",
        ["sourceId"] = $"{set.Name}-{number}",
        ["title"] = new JsonObject { ["en"] = "Passage" },
        ["abstract"] = new JsonObject { [set.Language] = text },
        ["year"] = 2020,
        ["agency"] = "quality",
    };
}
