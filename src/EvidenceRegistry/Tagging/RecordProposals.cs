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

    /// <param name="tags">
    /// Of the record. A factor is proposed only within the value chain of a sub-target that a source claims or a person confirmed, of one proposed here, or of one that the text is likely to be
    /// about; never within that of one whose rejection stands.
    /// </param>
    public static IReadOnlyList<Proposed> Of(TagEngine engine, TagTexts texts, IReadOnlyCollection<Tag> tags)
    {
        var basis = TagBasis.Of(engine, texts);
        var targets = tags.Where(t => t.Scheme == PlanSchemes.SubTarget && t.Edition == engine.SubTargets.Edition).ToList();
        var standing = new Standing(
            [.. targets.Where(t => t.Status is TagStatus.Claimed or TagStatus.Confirmed).Select(t => t.Code)],
            [.. targets.Where(t => t.Status == TagStatus.Rejected && !basis.HasLapsed(t)).Select(t => t.Code)]);
        var proposals = Of(engine, texts.Open, basis, standing, []);
        if (texts.Closed.Count > 0)
        {
            proposals.AddRange(Of(engine, [.. texts.Open, .. texts.Closed], basis, standing, proposals));
        }

        var mentions = Mentions(engine, texts.Open, basis).ToList();
        proposals.AddRange(mentions);
        var named = mentions.Select(p => (p.Scheme, p.Code)).ToHashSet();
        proposals.AddRange(Mentions(engine, texts.Closed, basis).Where(p => !named.Contains((p.Scheme, p.Code))));
        return proposals;
    }

    /// <summary>What was said of sub-targets of the edition in force.</summary>
    /// <param name="Said">A source claims them or a person confirmed them.</param>
    /// <param name="Rejected">A person rejected them by this text and these rules.</param>
    private sealed record Standing(IReadOnlyCollection<string> Said, HashSet<string> Rejected);

    /// <summary>
    /// What these fields give beyond what is known. A factor stands within its sub-target's value chain. Where the text is likely to be about the sub-target though not
    /// surely enough to propose it, the factor that the text speaks of is what was wanting: it brings its sub-target along, as sure as itself.
    /// </summary>
    private static List<Proposed> Of(TagEngine engine, IReadOnlyList<TagField> fields, TagBasis basis, Standing standing, IReadOnlyCollection<Proposed> known)
    {
        var codes = known.Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
        var chains = engine.Schemes.SelectMany(s => s.Chains).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
        var found = engine.Schemes.SelectMany(s => Of(s, fields, basis))
            .Where(p => !codes.Contains(p.Code) && !(chains.TryGetValue(p.Code, out var target) && standing.Rejected.Contains(target))).ToList();
        codes.UnionWith(standing.Said);
        codes.UnionWith(found.Select(p => p.Code));
        var targets = engine.SubTargets;
        HashSet<string>? likely = null;
        foreach (var factor in found.Where(p => chains.TryGetValue(p.Code, out var target) && !codes.Contains(target)).OrderByDescending(p => p.Confidence).ToList())
        {
            var target = chains[factor.Code];
            likely ??= [.. targets.Tagger.Likely(fields)];
            if (!likely.Contains(target))
            {
                found.Remove(factor);
            }
            else if (codes.Add(target))
            {
                found.Add(factor with
                {
                    Scheme = targets.Scheme, Code = target, Edition = targets.Edition, Detail = factor.Detail with { Rivals = [] },
                    Model = targets.Version, Basis = basis.Of(targets.Scheme, target, targets.Edition)!,
                });
            }
        }

        return found;
    }

    private static IEnumerable<Proposed> Of(SchemeTagger scheme, IReadOnlyList<TagField> fields, TagBasis basis) =>
        scheme.Tagger.Propose(fields).Select(p => new Proposed(
            scheme.Scheme, p.Code, scheme.Edition, p.Confidence, new TagDetail(p.Reasons, p.Rivals),
            [.. fields.Select(f => f.File).OfType<string>().Distinct()], scheme.Version, basis.Of(scheme.Scheme, p.Code, scheme.Edition)!));

    private static IEnumerable<Proposed> Mentions(TagEngine engine, IReadOnlyList<TagField> fields, TagBasis basis)
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
                    [.. list.Select(m => m.Field.File).OfType<string>().Distinct()], $"places-{engine.Places.Version}", basis.Of(scheme, code, "")!);
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
