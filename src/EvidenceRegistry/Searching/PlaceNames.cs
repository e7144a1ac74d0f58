using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;

namespace EvidenceRegistry.Searching;

/// <summary>
/// Names of areas in a question, where the analysis sees words begin and end, the longest first. Many are ordinary words too
/// (แพร่, เลย, ตาก), so they raise records and are offered as filters, never forced.
/// </summary>
internal static class PlaceNames
{
    /// <summary>Shorter names stand in too many words.</summary>
    private const int Shortest = 3;

    private const string Country = "country";

    /// <returns>The areas in the order of the question, and each name that stands outside quotations with the area's other names.</returns>
    public static (IReadOnlyList<AreaNode> Areas, IReadOnlyList<NamedThing> Things) In(ParsedQuery query, AreaTree areas, TextAnalysis analysis)
    {
        var text = string.Join(" \n ", query.Quotes.Prepend(query.Text)).ToLowerInvariant();
        if (string.IsNullOrWhiteSpace(text))
        {
            return ([], []);
        }

        var words = analysis.Words(text);
        var (starts, ends) = (words.Select(w => w.Start).ToHashSet(), words.Select(w => w.End).ToHashSet());
        var found = new List<(int Start, int End, AreaNode Area)>();
        foreach (var area in areas.All)
        {
            foreach (var name in area.InText.Where(n => n.Length >= Shortest))
            {
                for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
                {
                    if (starts.Contains(at) && (ends.Contains(at + name.Length) || IsFollowedBySign(text, at + name.Length)))
                    {
                        found.Add((at, at + name.Length, area));
                    }
                }
            }
        }

        var longest = found
            .Where(one => !found.Any(other => other.Start <= one.Start && other.End >= one.End && other.End - other.Start > one.End - one.Start))
            .OrderBy(one => one.Start).ThenBy(one => one.Area.Code, StringComparer.Ordinal)
            .ToList();
        return (
            [.. longest.Select(one => one.Area).Distinct()],
            [.. longest.Where(one => one.End <= query.Text.Length && one.Area.Kind != Country)
                .Select(one => new NamedThing(query.Text[one.Start..one.End], OtherNames(one.Area, text[one.Start..one.End])))
                .DistinctBy(thing => (thing.Typed, string.Join('\n', thing.Names)))]);
    }

    private static IReadOnlyList<string> OtherNames(AreaNode area, string typed) =>
        [.. area.Names.Zip(area.InText).Where(name => name.Second != typed).Select(name => name.First)];

    /// <summary>กทม. is one word with its sign; the name is bare.</summary>
    private static bool IsFollowedBySign(string text, int end) => end < text.Length && text[end] is '.' or 'ฯ';
}
