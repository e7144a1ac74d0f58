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

    public static TypedQuestion Of(string typed, FilterValues values, PlanTree tree, int maxLength)
    {
        var parsed = QueryParser.Parse(typed, maxLength);
        var filters = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var words = new List<string>();
        int? from = null, to = null;
        foreach (var (field, written) in parsed.Filters)
        {
            foreach (var one in written)
            {
                var year = field is "yearFrom" or "yearTo" ? values.Year("q", one).Year : null;
                if (field == "yearFrom" && year is not null)
                {
                    from = year;
                }
                else if (field == "yearTo" && year is not null)
                {
                    to = year;
                }
                else if (field is not ("yearFrom" or "yearTo") && values.Read(field, "q", one).Value is { } value)
                {
                    Add(filters, field, value);
                }
                else
                {
                    words.Add($"{field}:{one}");
                }
            }
        }

        foreach (var word in parsed.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (CodeOf(word, tree) is { } node)
            {
                Add(filters, PlanSchemes.IsValueChain(node.Scheme) ? FacetNames.Factor : FacetNames.Target, node.Code);
            }
            else
            {
                words.Add(word);
            }
        }

        // The index sees what is left of the question; with nothing left the filters alone list what they find.
        var text = string.Join(' ', words);
        var onlyFilters = text.Length == 0 && parsed.Quotes.Count + parsed.Excluded.Count == 0 && (filters.Count > 0 || from is not null || to is not null);
        return new TypedQuestion(
            parsed with { Text = text, InOrder = text == parsed.Text ? parsed.InOrder : null, Typed = onlyFilters ? "" : parsed.Typed, Filters = new Dictionary<string, IReadOnlyList<string>>() },
            filters.ToDictionary(f => f.Key, f => (IReadOnlyList<string>)[.. f.Value.Distinct(StringComparer.Ordinal)], StringComparer.Ordinal),
            from,
            to);
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

    private static void Add(Dictionary<string, List<string>> filters, string facet, string value) =>
        (filters.TryGetValue(facet, out var values) ? values : filters[facet] = []).Add(value);
}
