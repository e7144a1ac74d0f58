using System.Text.Json;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.FullText.Tagging;

namespace EvidenceRegistry.Tagging;

/// <summary>
/// Which trees records are tagged with, by <c>mappings/tagged-trees.json</c>: for each the scheme whose concepts are proposed, then the schemes above it, which lend their words. Those
/// of the edition in force, or of no edition.
/// </summary>
public static class TagTrees
{
    public const string FileName = "tagged-trees.json";

    private static readonly JsonSerializerOptions Options = new() { ReadCommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="InvalidDataException">The file is not as documented.</exception>
    public static IReadOnlyList<string[]> Load(string mappings)
    {
        try
        {
            var trees = JsonSerializer.Deserialize<string[][]>(File.ReadAllBytes(Path.Combine(mappings, FileName)), Options) ?? [];
            return trees.All(t => t.Length > 0) && trees.Count(t => t[0] == PlanSchemes.SubTarget) == 1 && trees.DistinctBy(t => t[0]).Count() == trees.Length
                ? trees
                : throw new InvalidDataException($"{FileName}: each tree begins with a scheme that no other begins with, and one with {PlanSchemes.SubTarget}.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{FileName}: not as documented: {problem.Message}", problem);
        }
    }

    /// <summary>Stewards' terms of a scheme. Lists for another tree may leave its name out of the codes: <c>13</c> for <c>sdg:13</c>.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<TagTerm>> Terms(string mappings, string scheme)
    {
        var terms = TermLists.Load(mappings, scheme);
        return PlanSchemes.IsOtherTree(scheme)
            ? terms.ToDictionary(t => t.Key == TagScheme.Abstain || t.Key.Contains(':', StringComparison.Ordinal) ? t.Key : $"{scheme}:{t.Key}", t => t.Value, StringComparer.Ordinal)
            : terms;
    }
}
