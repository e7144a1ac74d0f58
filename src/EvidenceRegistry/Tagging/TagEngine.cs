using System.Security.Cryptography;
using System.Text.Json;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.FullText;
using EvidenceRegistry.FullText.Tagging;
using EvidenceRegistry.Plans;

namespace EvidenceRegistry.Tagging;

/// <summary>What proposes tags of one scheme: a tree (<see cref="TagTrees"/>) in the edition in force, stewards' terms, what decisions taught.</summary>
/// <param name="Version">Names edition, concepts, rules and learned model; stands on every proposal.</param>
/// <param name="Rules">Code → hash of the concept's own wording and terms: a rejected tag comes back only when it changes.</param>
/// <param name="Taught">What ships with the registry, where every model of decisions begins.</param>
/// <param name="Chains">Factor → the sub-target whose value chain it belongs to; empty for other trees.</param>
public sealed record SchemeTagger(
    string Scheme, string Edition, Tagger Tagger, string Version, IReadOnlyDictionary<string, string> Rules, TagLearned Taught, IReadOnlyDictionary<string, string> Chains);

/// <summary>All that proposes, as it stood when it was made. Immutable; made anew when plans or models change.</summary>
public sealed class TagEngine
{
    /// <summary>Raised by hand when the rules in code give other proposals.</summary>
    private const string Code = "8";

    private TagEngine(IReadOnlyList<SchemeTagger> schemes, PlaceFinder places, string version) => (Schemes, Places, Version) = (schemes, places, version);

    public IReadOnlyList<SchemeTagger> Schemes { get; }

    public SchemeTagger SubTargets => Schemes.Single(s => s.Scheme == PlanSchemes.SubTarget);

    public PlaceFinder Places { get; }

    /// <summary>Of everything together: another one means that all records are to be tagged again.</summary>
    public string Version { get; }

    /// <param name="learned">Scheme → version and content of the model in force.</param>
    public static TagEngine Of(TextAnalysis analysis, PlanTree tree, string mappings, IReadOnlyDictionary<string, (string Version, TagLearned Learned)> learned)
    {
        var schemes = new List<SchemeTagger>();
        foreach (var tiers in TagTrees.Load(mappings).Where(t => t[0] == PlanSchemes.SubTarget || tree.All(t[0]).Any()))
        {
            var concepts = tiers.SelectMany(scheme => tree.All(scheme).Where(n => !n.Retired).OrderBy(n => n.Code, StringComparer.Ordinal)
                .Select(n => new TagConcept(n.Code, Above(n, tiers), n.Text.Th, n.Text.En, scheme == tiers[0]))).ToList();
            var terms = TagTrees.Terms(mappings, tiers[0]);
            var shipped = TaughtFiles.Load(mappings, tiers[0]);
            var (model, decided) = learned.GetValueOrDefault(tiers[0], (TagModels.AsShipped, shipped));

            // A version that was calibrated when scores were counted in another way would be too sure or too unsure of all; the next one begins at what ships.
            var taught = decided.Weights is null || decided.Way != TagLearned.CurrentWay ? shipped : decided;
            var scheme = new TagScheme(analysis, concepts, terms, taught.Vocabulary());
            var numbers = tiers[0] == PlanSchemes.Factor ? TagRules.OfFactors : new TagRules();
            var rules = concepts.Where(c => c.Proposed).ToDictionary(c => c.Code, c => Hash(c, terms.GetValueOrDefault(c.Code)), StringComparer.Ordinal);
            var edition = PlanSchemes.HasEditions(tiers[0]) ? tree.CurrentEdition?.Code ?? "" : "";

            // All that a proposal may come from: wording of what stands above a concept, and terms that speak against everything, as well as a concept's own.
            var version = $"{model}-{Hash(numbers, edition, concepts, terms.OrderBy(t => t.Key, StringComparer.Ordinal), Code, analysis.Version, shipped)[..8]}";
            schemes.Add(new SchemeTagger(tiers[0], edition, new Tagger(scheme, numbers, taught), version, rules, shipped,
                tiers[0] == PlanSchemes.SubTarget ? new Dictionary<string, string>() : tree.All(tiers[0]).Where(n => n.SubTarget is not null).ToDictionary(n => n.Code, n => n.SubTarget!.Code, StringComparer.Ordinal)));
        }

        var places = PlaceFinder.Of(analysis, [.. tree.Areas.All.Select(a => new PlaceNamed(a.Code, a.Kind, a.Parent?.Code, a.Names))]);
        return new TagEngine(schemes, places, Hash(schemes.Select(s => s.Version), places.Version, Code)[..12]);
    }

    private static string? Above(PlanNode node, string[] tiers) => node.Parent is { } parent && tiers.Contains(parent.Scheme) ? parent.Code : null;

    private static string Hash(params object?[] parts) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)), 0, 8);
}
