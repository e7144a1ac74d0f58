using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Searching;

/// <summary>Filters typed as <c>field:value</c>, read as the parameter of that name is.</summary>
internal sealed class TypedFilters(FilterValues values, IReadOnlyCollection<(string Facet, string Value)> unknown)
{
    private readonly Dictionary<string, List<string>> _filters = new(StringComparer.Ordinal);

    public int? YearFrom { get; private set; }

    public int? YearTo { get; private set; }

    public bool Any => _filters.Count > 0 || YearFrom is not null || YearTo is not null;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> All =>
        _filters.ToDictionary(f => f.Key, f => (IReadOnlyList<string>)[.. f.Value.Distinct(StringComparer.Ordinal)], StringComparer.Ordinal);

    public void Add(string facet, string value) => (_filters.TryGetValue(facet, out var all) ? all : _filters[facet] = []).Add(value);

    /// <summary>The part as it was understood: a filter, words, or some of its values each.</summary>
    public IEnumerable<QuestionPart> Take(QuestionPart part)
    {
        var taken = ValueList.Of(part.Field!, part.Value).Select(one => (Written: one, IsFilter: Take(part.Field!, one))).ToList();
        return taken.All(one => one.IsFilter) ? [part]
            : !taken.Any(one => one.IsFilter) ? [part.AsWords()]
            : taken.Select((one, at) => Alone(part, one.Written) with { Apart = at > 0 || part.Apart }).Select((alone, at) => taken[at].IsFilter ? alone : alone.AsWords());
    }

    private bool Take(string field, string written)
    {
        if (field is "yearFrom" or "yearTo")
        {
            var year = values.Year("q", written).Year;
            (YearFrom, YearTo) = field == "yearFrom" ? (year ?? YearFrom, YearTo) : (YearFrom, year ?? YearTo);
            return year is not null;
        }

        if (values.Read(field, "q", written).Value is not { } value || unknown.Contains((field, value)))
        {
            return false;
        }

        Add(field, value);
        return true;
    }

    /// <summary>One value of a list, as it would be typed alone.</summary>
    private static QuestionPart Alone(QuestionPart part, string value)
    {
        var written = ValueList.Written(value);
        var quoted = written.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return part with { Value = written, Written = written.Any(char.IsWhiteSpace) ? $"{part.Field}:\"{quoted}\"" : $"{part.Field}:{written}" };
    }
}
