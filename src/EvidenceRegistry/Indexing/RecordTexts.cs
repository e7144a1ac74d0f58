using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Indexing;

/// <summary>Everything a record says in words that everybody may read, each with the field that weighs it.</summary>
internal static class RecordTexts
{
    public static IEnumerable<FieldText> Of(Record record, PlanTree tree)
    {
        var content = record.Content;
        return Both(TextField.Title, content.Title)
            .Concat(Both(TextField.Abstract, content.Abstract))
            .Concat((content.Keywords ?? []).Select(k => new FieldText(TextField.Keywords, k)))
            .Concat(record.Tags.Where(t => t.Status is TagStatus.Claimed or TagStatus.Confirmed)
                .SelectMany(t => Both(TextField.Targets, tree.Find(t.Code, t.Edition)?.Text)))
            .Concat(Other(content, tree))
            .Where(t => !string.IsNullOrWhiteSpace(t.Text));
    }

    private static IEnumerable<FieldText> Other(RecordContent content, PlanTree tree)
    {
        var areas = (content.Areas ?? []).Select(code => tree.Areas.Find(code)?.Name);
        var common = areas.SelectMany(name => Both(TextField.Other, name)).Append(Say(content.Agency));
        return common.Concat(content switch
        {
            StudyContent study => Study(study),
            DatasetContent dataset => Dataset(dataset),
            _ => [],
        });
    }

    private static IEnumerable<FieldText> Study(StudyContent study) =>
        (study.Authors ?? []).SelectMany(a => Both(TextField.Other, a.Name).Append(Say(a.Affiliation)))
            .Concat((study.Findings ?? []).SelectMany(f => Both(TextField.Abstract, f.Text)))
            .Concat((study.Results ?? []).SelectMany(r => Both(TextField.Other, r.Description)))
            .Append(Say(study.Funder)).Append(Say(study.Methods)).Append(Say(study.Population));

    private static IEnumerable<FieldText> Dataset(DatasetContent dataset) =>
        (dataset.Resources ?? []).SelectMany(r => new[] { Say(r.Name), Say(r.Description) })
            .Concat((dataset.Disaggregate ?? []).Select(Say))
            .Append(Say(dataset.Objective)).Append(Say(dataset.GeoCoverage)).Append(Say(dataset.DataSource)).Append(Say(dataset.Maintainer))
            .Append(Say(dataset.UnitOfMeasure)).Append(Say(dataset.CalculationMethod)).Append(Say(dataset.DataCategory));

    private static FieldText Say(string? text) => new(TextField.Other, text ?? "");

    private static IEnumerable<FieldText> Both(TextField field, LocalText? text) =>
        text is null ? [] : [new(field, text.Th ?? ""), new(field, text.En ?? "")];
}
