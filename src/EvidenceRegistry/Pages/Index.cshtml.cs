using System.Globalization;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Searching;

namespace EvidenceRegistry.Pages;

/// <summary>The front door: one box, filters, hits with the sentence that answers. Its address takes the parameters of <c>GET /api/v1/search</c>.</summary>
public sealed class IndexModel : RegistryPage
{
    private const int FewValues = 12;

    private static readonly string[] Shown =
        [FacetNames.Kind, FacetNames.Target, FacetNames.Factor, FacetNames.Area, FacetNames.Agency, FacetNames.Design, FacetNames.Access, FacetNames.Funder, FacetNames.Language,
         FacetNames.Baseline, FacetNames.AreaLevel];

    public SearchView? Answer { get; private set; }

    public string Question => Value("q") ?? "";

    public bool Asked => Request.Query.Count > 0;

    public async Task OnGetAsync()
    {
        var given = SearchParameters.Of(name => name == "facets" ? "true" : Value(name));
        ViewData["Again"] = Value("cursor") is null ? null : With("cursor", null);
        Answer = Take<SearchView>(await SearchRoutes.SearchAsync(HttpContext, given, Service<SearchDoor>(), Service<UnfoundQuestions>()));
    }

    public string? Value(string name) => Request.Query.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;

    /// <summary>The address of this question with one parameter changed; null takes it away. The first page of the answer.</summary>
    public string With(string name, string? value) => "/" + QueryString.Create(
        Request.Query.Where(q => q.Key != name && q.Key != "cursor").SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)))
            .Concat(value is null ? [] : [KeyValuePair.Create(name, (string?)value)]));

    /// <summary>Parameters that a form sends along: all but those it asks for, from the first page on.</summary>
    public IEnumerable<(string Name, string? Value)> Kept(params string[] asked) =>
        Request.Query.Where(q => q.Key != "cursor" && !asked.Contains(q.Key, StringComparer.Ordinal)).SelectMany(q => q.Value.Select(v => (q.Key, v)));

    /// <summary>Filters in force: parameter, value, label, and the address without it.</summary>
    public IEnumerable<(string Name, string Label, string Without)> Chips()
    {
        foreach (var (name, values) in Answer!.Understood.Filters)
        {
            foreach (var value in values)
            {
                var rest = values.Where(v => v != value).ToList();
                yield return (name, Labelled(name, value), Without(name, rest));
            }
        }

        if (Answer.Understood.YearFrom is { } from)
        {
            yield return ("yearFrom", $"≥ {Year(from)}", Without("yearFrom", []));
        }

        if (Answer.Understood.YearTo is { } to)
        {
            yield return ("yearTo", $"≤ {Year(to)}", Without("yearTo", []));
        }
    }

    /// <summary>The question without any filter, those among its words left out too.</summary>
    public string Bare => "/" + QueryString.Create("q", Answer!.Understood.Question);

    /// <summary>The address of this facet's value alone.</summary>
    public string Choose(string facet, string value) => With(facet, ValueList.Written(value));

    /// <summary>Export takes the question alone, whatever else this page was asked for.</summary>
    public string Export(string format) => "/api/v1/search/export" + QueryString.Create(
        Kept("explain", "size", "passages", "facets", "format", "lang").Select(q => KeyValuePair.Create(q.Name, q.Value)).Append(KeyValuePair.Create("format", (string?)format)));

    /// <summary>Facets with values worth showing: of trees the top and what lies under the choice, of lists the most frequent.</summary>
    public IEnumerable<(string Facet, IReadOnlyList<FacetValueView> Values)> Facets() =>
        Shown.Select(facet => (facet, (IReadOnlyList<FacetValueView>)[.. Of(facet)])).Where(f => f.Item2.Count > 0);

    public YearBars? Years() => YearBars.Of(Answer?.Facets?.GetValueOrDefault(FacetNames.Year) ?? []);

    public bool Chosen(string facet, string value) => Answer!.Understood.Filters.GetValueOrDefault(facet)?.Contains(value, StringComparer.Ordinal) == true;

    private PlanTree Tree => Service<PlanTrees>().Current;

    private string Labelled(string name, string value) => name is FacetNames.Year or FacetNames.DataYear && int.TryParse(value, out var year) ? Year(year) : In(FacetLabels.Of(name, value, Tree));

    /// <summary>The address with what is left of one filter. A filter that was typed among the words is no parameter: then all that was understood are.</summary>
    private string Without(string name, List<string> rest)
    {
        var left = rest.Count == 0 ? null : string.Join(',', rest.Select(ValueList.Written));
        var understood = Answer!.Understood;
        if (understood.Question == Question.Trim())
        {
            return With(name, left);
        }

        var said = understood.Filters.ToDictionary(f => f.Key, f => (string?)string.Join(',', f.Value.Select(ValueList.Written)), StringComparer.Ordinal);
        (said["q"], said["yearFrom"], said["yearTo"]) = (understood.Question, understood.YearFrom?.ToString(CultureInfo.InvariantCulture), understood.YearTo?.ToString(CultureInfo.InvariantCulture));
        said[name] = left;
        return "/" + QueryString.Create(Kept([.. said.Keys]).Select(q => KeyValuePair.Create(q.Name, q.Value)).Concat(said.Where(s => !string.IsNullOrEmpty(s.Value))));
    }

    private IEnumerable<FacetValueView> Of(string facet)
    {
        var values = Answer!.Facets!.GetValueOrDefault(facet) ?? [];
        var chosen = Answer.Understood.Filters.GetValueOrDefault(facet) ?? [];
        return facet switch
        {
            FacetNames.Target => values.Where(v => Tree.Find(v.Value) is { } node
                && (node.Scheme == PlanSchemes.Issue || node.Ancestors.Prepend(node).Any(a => chosen.Contains(a.Code) && a.Scheme != PlanSchemes.Strategy)))
                .OrderBy(v => v.Value, StringComparer.Ordinal),
            FacetNames.Area => values.Where(v => Tree.Areas.Find(v.Value) is { } area && (area.Kind == "region" || area.Ancestors.Any(a => chosen.Contains(a.Code)) || chosen.Contains(v.Value)))
                .OrderBy(v => Way(Tree.Areas.Find(v.Value)!), StringComparer.Ordinal),
            _ => values.OrderByDescending(v => v.Count).ThenBy(v => v.Value, StringComparer.Ordinal).Take(FewValues),
        };
    }

    /// <summary>From the widest area down, so that each stands below what holds it.</summary>
    private static string Way(AreaNode area) => string.Join('/', area.Ancestors.Reverse().Append(area).Select(a => a.Code));
}
