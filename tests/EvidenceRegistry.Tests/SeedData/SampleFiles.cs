using System.Text.Json;

namespace EvidenceRegistry.Tests.SeedData;

/// <summary>The sample records as they lie in <c>seed-data/samples</c>: one submission object a line.</summary>
internal static class SampleFiles
{
    public static readonly IReadOnlyList<JsonElement> Studies = Lines("studies");

    public static readonly IReadOnlyList<JsonElement> Datasets = Lines("datasets");

    public static IEnumerable<JsonElement> All => Studies.Concat(Datasets);

    public static string Text(JsonElement record, string member) => record.GetProperty(member).GetString() ?? "";

    /// <summary>The strings of a list member; none when the record leaves it out.</summary>
    public static IEnumerable<string> Strings(JsonElement record, string member) =>
        Objects(record, member).Select(item => item.GetString() ?? "");

    public static IEnumerable<JsonElement> Objects(JsonElement record, string member) =>
        record.TryGetProperty(member, out var list) ? list.EnumerateArray() : [];

    private static List<JsonElement> Lines(string file) =>
        [.. File.ReadLines(SeedFiles.PathOf($"samples/{file}.ndjson")).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
}
