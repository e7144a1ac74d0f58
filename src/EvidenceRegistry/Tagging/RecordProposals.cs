using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.FullText;
using EvidenceRegistry.FullText.Tagging;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Tagging;

/// <param name="Files">Files it was made from; none: metadata alone.</param>
/// <param name="Basis">Hash of text and rules it rests on.</param>
public sealed record Proposed(string Scheme, string Code, string Edition, double Confidence, TagDetail Detail, IReadOnlyList<string> Files, string Model, string Basis);

/// <summary>
/// What the machine proposes for one record. First from what everybody may read, and that is what everybody is shown; only what open text
/// does not give is looked for in closed text, and shown to its readers alone. So closed text changes nothing in an open proposal, not even a figure.
/// </summary>
public static class RecordProposals
{
    /// <summary>Reasons kept of a place named often.</summary>
    private const int MentionsShown = 4;

    /// <param name="standing">Sub-targets that a source claims or a person confirmed. A factor is proposed only within the value chain of one of these, of one proposed here, or of one that the text is likely to be about.</param>
    public static IReadOnlyList<Proposed> Of(TagEngine engine, TagTexts texts, IReadOnlyCollection<string> standing)
    {
        var proposals = new List<Proposed>();
        foreach (var scheme in engine.Schemes)
        {
            var open = Of(scheme, texts.Open, texts.Hash).ToList();
            proposals.AddRange(open);
            if (texts.Closed.Count > 0)
            {
                var known = open.Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
                proposals.AddRange(Of(scheme, [.. texts.Open, .. texts.Closed], texts.Hash).Where(p => !known.Contains(p.Code)));
            }
        }

        KeepWithinChains(engine, texts, standing, proposals);

        var mentions = Mentions(engine, texts.Open, texts.Hash).ToList();
        proposals.AddRange(mentions);
        var named = mentions.Select(p => (p.Scheme, p.Code)).ToHashSet();
        proposals.AddRange(Mentions(engine, texts.Closed, texts.Hash).Where(p => !named.Contains((p.Scheme, p.Code))));
        return proposals;
    }

    /// <summary>
    /// A factor stands within its sub-target's value chain. Where the text is likely to be about the sub-target though not surely enough to propose it, the factor that
    /// the text speaks of is what was wanting: it brings its sub-target along, as sure as itself.
    /// </summary>
    private static void KeepWithinChains(TagEngine engine, TagTexts texts, IReadOnlyCollection<string> standing, List<Proposed> proposals)
    {
        var chains = engine.Schemes.SelectMany(s => s.Chains).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
        var open = texts.Open.Select(f => f.File).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var likely = new Dictionary<bool, HashSet<string>>();
        foreach (var factor in proposals.Where(p => chains.ContainsKey(p.Code)).OrderByDescending(p => p.Confidence).ToList())
        {
            var target = chains[factor.Code];
            var proposed = proposals.Find(p => p.Code == target);
            if (standing.Contains(target) || proposed?.Files.All(factor.Files.Contains) == true)
            {
                continue;
            }

            var closed = !factor.Files.All(open.Contains);
            if (proposed is null && engine.Schemes.FirstOrDefault(s => s.Scheme == PlanSchemes.SubTarget) is { } targets && targets.Rules.ContainsKey(target) && LikelyOf(targets, closed).Contains(target))
            {
                proposals.Add(new Proposed(targets.Scheme, target, targets.Edition, factor.Confidence, factor.Detail with { Rivals = [] }, factor.Files, targets.Version, $"{texts.Hash} {targets.Rules[target]}"));
            }
            else
            {
                proposals.Remove(factor);
            }
        }

        HashSet<string> LikelyOf(SchemeTagger targets, bool closed) => likely.TryGetValue(closed, out var known) ? known
            : likely[closed] = [.. targets.Tagger.Likely(closed ? [.. texts.Open, .. texts.Closed] : texts.Open)];
    }

    private static IEnumerable<Proposed> Of(SchemeTagger scheme, IReadOnlyList<TagField> fields, string hash) =>
        scheme.Tagger.Propose(fields).Select(p => new Proposed(
            scheme.Scheme, p.Code, scheme.Edition, p.Confidence, new TagDetail(p.Reasons, p.Rivals),
            [.. fields.Select(f => f.File).OfType<string>().Distinct()], scheme.Version, $"{hash} {scheme.Rules[p.Code]}"));

    private static IEnumerable<Proposed> Mentions(TagEngine engine, IReadOnlyList<TagField> fields, string hash)
    {
        var found = new Dictionary<(string Scheme, string Code), List<(TagField Field, Mention Mention)>>();
        foreach (var field in fields)
        {
            foreach (var (scheme, mentions) in new[] { (Tag.AreaScheme, engine.Places.Find(field.Text)), (Tag.YearScheme, YearFinder.Find(field.Text)) })
            {
                foreach (var mention in mentions)
                {
                    var key = (scheme, mention.Code);
                    (found.TryGetValue(key, out var list) ? list : found[key] = []).Add((field, mention));
                }
            }
        }

        foreach (var ((scheme, code), list) in found.OrderBy(f => f.Key.Scheme, StringComparer.Ordinal).ThenByDescending(f => f.Value.Count).ThenBy(f => f.Key.Code, StringComparer.Ordinal))
        {
            if (Confidence(list) is { } confidence)
            {
                yield return new Proposed(
                    scheme, code, "", confidence, new TagDetail([.. list.Take(MentionsShown).Select(Reason)], []),
                    [.. list.Select(m => m.Field.File).OfType<string>().Distinct()], $"places-{engine.Places.Version}", $"{hash} {engine.Places.Version}");
            }
        }
    }

    /// <summary>A place in the title or abstract is likely what the study is about; one that a page names once in passing is not proposed.</summary>
    private static double? Confidence(List<(TagField Field, Mention Mention)> list)
    {
        var head = list.Count(m => m.Field.Kind != TagFieldKind.Page);
        var title = list.Any(m => m.Field.Kind == TagFieldKind.Title);
        return title ? 0.9 : head > 1 ? 0.75 : head == 1 ? 0.6 : list.Count > 2 ? 0.45 : null;
    }

    private static TagReason Reason((TagField Field, Mention Mention) found)
    {
        var points = new CodePoints(found.Field.Text);
        var (start, end) = (found.Mention.Start, found.Mention.End);
        return new TagReason(found.Field.Name, found.Field.File, found.Field.Page, points.At(start), points.At(end), found.Field.Text[start..end], 1);
    }
}
