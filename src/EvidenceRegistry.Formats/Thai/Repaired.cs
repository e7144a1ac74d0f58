namespace EvidenceRegistry.Formats.Thai;

/// <summary>A text with its Thai mended.</summary>
/// <param name="Text">The mended text.</param>
/// <param name="Damage">What was mended, by kind, and what is left.</param>
/// <param name="Map">For each UTF-16 unit of <paramref name="Text"/> the place in the raw text it comes from; as long as the text.</param>
public sealed record Repaired(string Text, ThaiDamage Damage, IReadOnlyList<int> Map)
{
    /// <summary>The stretch of the raw text behind a stretch of the mended one (both end-exclusive, in UTF-16 units): all of it, signs that were dropped or moved included.</summary>
    public (int Start, int End) RawSpan(int start, int end)
    {
        if (start >= end)
        {
            var at = start < Map.Count ? Map[start] : Map.Count == 0 ? 0 : Map[^1] + 1;
            return (at, at);
        }

        var (low, high) = (int.MaxValue, -1);
        for (var i = start; i < end; i++)
        {
            low = Math.Min(low, Map[i]);
            high = Math.Max(high, Map[i]);
        }

        return (low, high + 1);
    }
}
