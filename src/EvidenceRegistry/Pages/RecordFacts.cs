using System.Globalization;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Records;

namespace EvidenceRegistry.Pages;

/// <summary>The members of a record that are said in one line, in reading order; what is not known is not shown.</summary>
internal static class RecordFacts
{
    public static IEnumerable<(string Label, string Value)> Of(RecordView view, RegistryPage page) => All(view, page).Where(f => !string.IsNullOrWhiteSpace(f.Value))
        .Select(f => (page.T($"fact.{f.Key}"), f.Value!));

    private static IEnumerable<(string Key, string? Value)> All(RecordView view, RegistryPage page)
    {
        var study = view as StudyView;
        var dataset = view as DatasetView;
        yield return ("authors", study?.Authors is { } authors ? string.Join(", ", authors.Select(a => page.In(a.Name))) : null);
        yield return ("year", page.Year(view.Year));
        yield return ("agency", view.Agency);
        yield return ("funder", study?.Funder);
        yield return ("contract", study?.ContractNumber);
        yield return ("budget", study?.Budget is { } budget ? budget.ToString("N0", CultureInfo.InvariantCulture) : null);
        yield return ("design", study?.Design is { } design ? page.In(Searching.FacetLabels.Of(FacetNames.Design, JsonName(design.ToString()), page.Service<Plans.PlanTrees>().Current)) : null);
        yield return ("methods", study?.Methods);
        yield return ("population", study?.Population);
        yield return ("objective", dataset?.Objective);
        yield return ("frequency", dataset?.UpdateFrequencyUnit is { } unit ? $"{dataset.UpdateFrequencyInterval} {unit}".Trim() : null);
        yield return ("dataYears", dataset is { FirstYear: not null } or { LastYear: not null } ? $"{page.Year(dataset!.FirstYear)}–{page.Year(dataset.LastYear)}" : null);
        yield return ("unit", string.Join(" ", new[] { dataset?.UnitOfMultiplier, dataset?.UnitOfMeasure }.OfType<string>()));
        yield return ("coverage", dataset?.GeoCoverage);
        yield return ("keywords", view.Keywords is { } words ? string.Join(", ", words) : null);
        yield return ("language", view.Language is { } language ? page.In(Searching.FacetLabels.Of(FacetNames.Language, language, page.Service<Plans.PlanTrees>().Current)) : null);
        yield return ("doi", view.Doi);
        yield return ("url", view.Url);
        yield return ("licence", view.Licence);
        yield return ("embargo", view.EmbargoUntil is { } until ? page.Day(until.ToDateTime(TimeOnly.MinValue)) : null);
        yield return ("id", view.Id);
    }

    private static string JsonName(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);
}
