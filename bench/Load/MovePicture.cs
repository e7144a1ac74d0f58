using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>What a registry answers of everything it holds, to be compared with what another one answers.</summary>
/// <param name="Ids">Of every record that a search finds.</param>
/// <param name="Records">Address → hash of each answer that shows a record: itself (content and version), its history, its receipt (revision, readings, what was proposed), its files.</param>
/// <param name="Files">Record and name → hash of the bytes.</param>
/// <param name="Questions">Question → total and facets.</param>
/// <param name="FirstTen">Question → the first ten ids.</param>
internal sealed record MovePicture(
    IReadOnlyList<string> Ids, IReadOnlyDictionary<string, string> Records, IReadOnlyDictionary<string, string> Files, IReadOnlyDictionary<string, string> Questions, IReadOnlyDictionary<string, IReadOnlyList<string>> FirstTen)
{
    private const int Clients = 4;

    private static readonly string[] Parts = ["", "/history", "/receipt", "/files"];

    public static async Task<MovePicture> OfAsync(RegistryClient client, IReadOnlyList<string> questions)
    {
        var (records, files) = (new ConcurrentDictionary<string, string>(StringComparer.Ordinal), new ConcurrentDictionary<string, string>(StringComparer.Ordinal));
        var ids = await IdsAsync(client);
        await Figures.ForEachAsync(ids, Clients, async id =>
        {
            foreach (var part in Parts)
            {
                records[$"{id}{part}"] = Hash(await client.BytesAsync($"/api/v1/records/{id}{part}"));
            }

            var list = await client.BytesAsync($"/api/v1/records/{id}/files");
            foreach (var name in JsonNode.Parse(list)!["files"]!.AsArray().Select(file => (string)file!["file"]!["name"]!))
            {
                files[$"{id} {name}"] = Hash(await client.BytesAsync($"/api/v1/records/{id}/files/{Uri.EscapeDataString(name)}"));
            }
        });
        var (answers, first) = (new ConcurrentDictionary<string, string>(StringComparer.Ordinal), new ConcurrentDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));
        await Figures.ForEachAsync(questions, Clients, async question =>
        {
            var answer = await client.SearchAsync(question, "&facets=true&size=10&passages=false");
            answers[question] = $"{answer["total"]} {answer["facets"]!.ToJsonString()}";
            first[question] = [.. answer["hits"]!.AsArray().Select(hit => (string)hit!["id"]!)];
        });
        return new MovePicture(ids, records, files, answers, first);
    }

    /// <summary>Keys that the other one does not have, or has otherwise, and the other way round; each is named on the way, with both answers.</summary>
    public static int Differences(IReadOnlyDictionary<string, string> here, IReadOnlyDictionary<string, string> there)
    {
        var others = here.Keys.Union(there.Keys).Where(key => here.GetValueOrDefault(key) != there.GetValueOrDefault(key)).ToList();
        others.ForEach(key => Console.Error.WriteLine($"{key}: {here.GetValueOrDefault(key)} / {there.GetValueOrDefault(key)}"));
        return others.Count;
    }

    /// <summary>Of the first ten of all questions, the part that both have.</summary>
    public double Shared(MovePicture other) =>
        FirstTen.Where(one => one.Value.Count > 0).Select(one => one.Value.Intersect(other.FirstTen[one.Key]).Count() / (double)one.Value.Count).DefaultIfEmpty(1).Average();

    private static async Task<IReadOnlyList<string>> IdsAsync(RegistryClient client)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var answer = await client.SearchAsync("", $"&size=100&sort=newest&passages=false{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            ids.AddRange(answer["hits"]!.AsArray().Select(hit => (string)hit!["id"]!));
            cursor = (string?)answer["next"];
        }
        while (cursor is not null);
        return ids;
    }

    private static string Hash(params byte[][] parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            hash.AppendData(part);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
