using EvidenceRegistry.FullText;
using EvidenceRegistry.Searching;

namespace EvidenceRegistry.Pages;

/// <summary>How many studies and datasets stand at every node of plan and area, as the search counts them for this reader.</summary>
public sealed class EvidenceCounts
{
    private readonly IReadOnlyDictionary<(string Facet, string Kind, string Value), long> _counts;

    private EvidenceCounts(IReadOnlyDictionary<(string, string, string), long> counts) => _counts = counts;

    public static EvidenceCounts None { get; } = new(new Dictionary<(string, string, string), long>());

    public long Studies(string facet, string value) => _counts.GetValueOrDefault((facet, "study", value));

    public long Datasets(string facet, string value) => _counts.GetValueOrDefault((facet, "dataset", value));

    /// <param name="filters">Only records under these filters count.</param>
    public static async Task<EvidenceCounts> OfAsync(HttpContext http, IReadOnlyDictionary<string, string> filters)
    {
        var counts = new Dictionary<(string, string, string), long>();
        foreach (var kind in new[] { "study", "dataset" })
        {
            var answer = await EvidenceSearch.AskAsync(http, new Dictionary<string, string>(filters, StringComparer.Ordinal) { ["kind"] = kind, ["size"] = "1", ["facets"] = "true", ["passages"] = "false" });
            foreach (var facet in new[] { FacetNames.Target, FacetNames.Factor, FacetNames.Area })
            {
                foreach (var value in answer?.Facets?.GetValueOrDefault(facet) ?? [])
                {
                    counts[(facet, kind, value.Value)] = value.Count;
                }
            }
        }

        return new EvidenceCounts(counts);
    }

    public static Task<EvidenceCounts> OfAsync(HttpContext http, (string Name, string Value)[] filters) => OfAsync(http, filters.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal));
}

/// <summary>A search asked by a page for one of its parts: the same function that answers the API, by parameters of the page's own.</summary>
internal static class EvidenceSearch
{
    /// <returns>Null where search is not to be had now.</returns>
    public static async Task<SearchView?> AskAsync(HttpContext http, IReadOnlyDictionary<string, string> parameters)
    {
        var asked = PageRequest.Of(http, parameters.Select(p => KeyValuePair.Create(p.Key, (string?)p.Value)));
        return PageAnswer.Of<SearchView>(await SearchRoutes.SearchAsync(asked, SearchParameters.Of(parameters.GetValueOrDefault), http.RequestServices.GetRequiredService<SearchDoor>(), http.RequestServices.GetRequiredService<UnfoundQuestions>())).Value;
    }
}
