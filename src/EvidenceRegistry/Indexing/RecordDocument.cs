using System.Text.Json;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Indexing;

/// <summary>One record and its pages, written as the index wants them. Pure.</summary>
internal static class RecordDocument
{
    /// <summary>Retracted and superseded work sinks and stays findable; what has vanished at its source sinks a little.</summary>
    private const double Retracted = 0.4, Superseded = 0.7, Quarantined = 0.85;

    /// <summary>A record whose whole full text was recognised in pictures: its words are likelier to be wrong than those of a file that holds its own.</summary>
    private const double FromPictures = 0.9;

    public static IndexDocument Of(Record record, RecordPages pages, PlanTree tree, DateOnly today) => new()
    {
        Id = record.Id,
        Revision = record.Revision,
        Kind = Word(record.Kind),
        Texts = [.. RecordTexts.Of(record, tree)],
        Identifiers = Identifiers(record),
        Pages = pages.Pages,
        PagesHash = pages.Hash,
        Facets = Facets(record, tree, today),
        Tags = Tags(record, tree, today),
        Year = record.Year,
        SortTitle = TitleOrder.Key(record.Title),
        ChangedAt = record.ChangedAt.Ticks,
        Prior = (record.Content.Status switch { RecordStatus.Retracted => Retracted, RecordStatus.Superseded => Superseded, _ => 1 })
            * (record.State == RecordState.Quarantined ? Quarantined : 1)
            * (1 - ((1 - FromPictures) * PictureShare(pages.Pages))),
    };

    private static double PictureShare(IReadOnlyList<PageText> pages)
    {
        var all = pages.Sum(p => (long)p.Text.Length);
        return all == 0 ? 0 : (double)pages.Where(p => p.FromPicture).Sum(p => (long)p.Text.Length) / all;
    }

    private static List<string> Identifiers(Record record)
    {
        var content = record.Content;
        var found = new List<string?> { record.Id, content.Doi, content.Handle, (content as StudyContent)?.ContractNumber };
        found.AddRange(record.Origins.Select(o => o.SourceId));
        return [.. found.OfType<string>().Where(i => !string.IsNullOrWhiteSpace(i)).Distinct(StringComparer.Ordinal)];
    }

    private static Dictionary<string, IReadOnlyList<string>> Facets(Record record, PlanTree tree, DateOnly today)
    {
        var content = record.Content;
        var study = content as StudyContent;
        return new(content is DatasetContent dataset ? FitnessFacets.Of(dataset, today) : [], StringComparer.Ordinal)
        {
            [FacetNames.Kind] = [Word(record.Kind)],
            [FacetNames.Agency] = One(content.Agency),
            [FacetNames.Funder] = One(study?.Funder),
            [FacetNames.Design] = One(study?.Design is { } design ? Word(design) : null),
            [FacetNames.Language] = One(content.Language),
            [FacetNames.Access] = [Word(ReadingClass.Of(record.Access, record.EmbargoUntil, today))],
            [FacetNames.Area] = [.. (content.Areas ?? []).Concat(record.Tags.Where(t => t.Scheme == Tag.AreaScheme && t.Status == TagStatus.Confirmed).Select(t => t.Code)).SelectMany(code => tree.Areas.Find(code) is { } area ? area.Ancestors.Prepend(area).Select(a => a.Code) : [code]).Distinct(StringComparer.Ordinal)],
        };
    }

    private static List<TagValues> Tags(Record record, PlanTree tree, DateOnly today) =>
        [.. OpenTags.Of(record, today).GroupBy(t => t.Status).SelectMany(group => new[]
        {
            new TagValues(FacetNames.Target, Word(group.Key), [.. group.SelectMany(t => TargetsOf(t, tree)).Distinct(StringComparer.Ordinal)]),
            new TagValues(FacetNames.Factor, Word(group.Key), [.. group.SelectMany(t => FactorsOf(t, tree)).Distinct(StringComparer.Ordinal)]),
        }).Where(t => t.Codes.Count > 0)];

    /// <summary>A factor's sub-target and everything above it: evidence on a factor is evidence on its target.</summary>
    private static IEnumerable<string> TargetsOf(Tag tag, PlanTree tree)
    {
        if (tree.Find(tag.Code, tag.Edition)?.SubTarget is { } target)
        {
            return target.Ancestors.Prepend(target).Select(n => n.Code).Concat(target.ContributesTo);
        }

        return tag.Scheme == PlanSchemes.SubTarget ? [tag.Code] : [];
    }

    private static IEnumerable<string> FactorsOf(Tag tag, PlanTree tree)
    {
        if (tag.Scheme is not (PlanSchemes.Component or PlanSchemes.Factor))
        {
            return [];
        }

        var node = tree.Find(tag.Code, tag.Edition);
        return node is null ? [tag.Code] : node.Ancestors.Prepend(node).Where(n => n.Scheme is PlanSchemes.Component or PlanSchemes.Factor).Select(n => n.Code);
    }

    private static IReadOnlyList<string> One(string? value) => string.IsNullOrWhiteSpace(value) ? [] : [value.Trim()];

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
