using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>The filter of one facet: any of its values, within a span of years for the year.</summary>
/// <param name="Fields">Index fields that hold the facet's values (one per tag status for targets and factors).</param>
/// <param name="Values">Empty when only years are bounded.</param>
internal sealed record SearchFilter(string Facet, IReadOnlyList<string> Fields, IReadOnlyList<string> Values, int? YearFrom = null, int? YearTo = null)
{
    /// <summary>One filter per facet that is filtered at all. Bounds on the year are the year facet's own filter.</summary>
    public static IReadOnlyList<SearchFilter> Of(SearchRequest request)
    {
        var filters = new List<SearchFilter>();
        bool bounded = request.YearFrom is not null || request.YearTo is not null;
        foreach (string facet in request.Filters.Keys.Where(facet => request.Filters[facet].Count > 0).Order(StringComparer.Ordinal))
        {
            if (facet != FacetNames.Year)
            {
                filters.Add(new SearchFilter(facet, FacetValues.Fields(facet, request.TagStatuses), request.Filters[facet]));
            }
        }

        IReadOnlyList<string> years = request.Filters.GetValueOrDefault(FacetNames.Year) ?? [];
        if (bounded || years.Count > 0)
        {
            filters.Add(new SearchFilter(FacetNames.Year, [IndexFields.Facet(FacetNames.Year)], years, request.YearFrom, request.YearTo));
        }

        return filters;
    }

    /// <summary>Documents of one segment that pass, deleted ones not looked at.</summary>
    public FixedBitSet Passing(AtomicReader segment)
    {
        var passing = new FixedBitSet(segment.MaxDoc);
        foreach (string field in Fields)
        {
            if (Values.Count == 0)
            {
                TermsEnum? terms = segment.GetTerms(field)?.GetEnumerator();
                while (terms?.MoveNext() == true)
                {
                    Set(passing, terms.Term.Utf8ToString(), terms.Docs(null, null, DocsFlags.NONE));
                }
            }

            foreach (string value in Values)
            {
                Set(passing, value, segment.GetTermDocsEnum(new Term(field, value)));
            }
        }

        return passing;
    }

    private void Set(FixedBitSet passing, string value, DocsEnum? docs)
    {
        if (docs is null || !IsWithinYears(value))
        {
            return;
        }

        for (int doc = docs.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.NextDoc())
        {
            passing.Set(doc);
        }
    }

    private bool IsWithinYears(string value)
    {
        if (YearFrom is null && YearTo is null)
        {
            return true;
        }

        int year = int.Parse(value, CultureInfo.InvariantCulture);
        return (YearFrom ?? year) <= year && year <= (YearTo ?? year);
    }
}
