using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;

namespace EvidenceRegistry.Searching;

/// <summary>
/// What was typed into the box: words for the index, and filters typed as <c>field:value</c> or as a bare code of the plans.
/// Typing is never wrong: a filter whose value nobody knows is words.
/// </summary>
internal sealed record TypedQuestion(ParsedQuery Query, IReadOnlyDictionary<string, IReadOnlyList<string>> Filters, int? YearFrom, int? YearTo)
{
    /// <summary>Digits of a bare sub-target; shorter numbers are words.</summary>
    private const int CodeDigits = 6;

    /// <summary>Facets whose values are names, or codes of an open list: whether somebody knows one is for the index to say.</summary>
    private static readonly HashSet<string> OpenFacets = [FacetNames.Agency, FacetNames.Funder, FacetNames.Language];

    /// <summary>Values of <see cref="OpenFacets"/> among the filters.</summary>
    public IEnumerable<(string Facet, string Value)> Names => Filters.Where(f => OpenFacets.Contains(f.Key)).SelectMany(f => f.Value.Select(value => (f.Key, value)));

    /// <param name="unknown">Of <see cref="Names"/>, those that no record bears.</param>
    public static TypedQuestion Of(string typed, FilterValues values, PlanTree tree, int maxLength, IReadOnlyCollection<(string Facet, string Value)> unknown)
    {
        var parsed = QueryParser.Parse(typed, maxLength);
        var filters = new TypedFilters(values, unknown);
        var parts = new List<QuestionPart>();
        foreach (var part in parsed.Parts)
        {
            if (part.Kind == QuestionPartKind.Filter)
            {
                parts.AddRange(filters.Take(part));
            }
            else if (part.Kind == QuestionPartKind.Words && CodeOf(part.Value, tree) is { } node)
            {
                filters.Add(PlanSchemes.IsValueChain(node.Scheme) ? FacetNames.Factor : FacetNames.Target, node.Code);
                parts.Add(part with { Kind = QuestionPartKind.Filter, Field = "" });
            }
            else
            {
                parts.Add(part);
            }
        }

        // The index sees what is left of the question; with nothing left the filters alone list what they find.
        var query = ParsedQuery.Of(parsed.Typed, parts);
        var onlyFilters = query.Text.Length == 0 && query.Quotes.Count + query.Excluded.Count == 0 && filters.Any;
        return new TypedQuestion(
            query with { Typed = onlyFilters ? "" : query.Typed, Filters = new Dictionary<string, IReadOnlyList<string>>() },
            filters.All,
            filters.YearFrom,
            filters.YearTo);
    }

    private static PlanNode? CodeOf(string word, PlanTree tree)
    {
        if (word.Length < CodeDigits || word.Count(char.IsDigit) < CodeDigits || PlanCode.Read(word) is not { } code || !PlanSchemes.HasEditions(code.Scheme) || code.Code.Length < CodeDigits)
        {
            return null;
        }

        // "10301" could be a number of anything; a code that lost its zero is taken in files, not in the box.
        var digits = word.TakeWhile(c => char.IsDigit(c) || c is '.' or '-').Count(char.IsDigit);
        return char.IsDigit(word[0]) && digits < CodeDigits ? null : tree.Find(code.Code, code.Edition) ?? tree.EditionsOf(code.Code).LastOrDefault();
    }
}
