using System.Globalization;
using System.Text.Json;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>A page as the server answers it.</summary>
/// <param name="Words">Numbers of the question's words that stand on it.</param>
/// <param name="Window">Its best window, where asked for.</param>
internal sealed record PageDetails(PageRef Ref, IReadOnlyList<int> Words, int Quotes, bool Whole, double Window)
{
    /// <summary>Name of a word's clause: this and its number.</summary>
    public const string WordName = "w";

    public const string QuoteName = "q";

    public const string WholeName = "whole";

    public static PageDetails Of(JsonElement hit)
    {
        JsonElement fields = hit.GetProperty("fields");
        string[] met = !hit.TryGetProperty("matched_queries", out JsonElement named) ? []
            : named.ValueKind == JsonValueKind.Array ? [.. named.EnumerateArray().Select(name => name.GetString()!)]
            : [.. named.EnumerateObject().Select(name => name.Name)];
        return new PageDetails(
            new PageRef(fields.GetProperty(IndexFields.File)[0].GetString()!, fields.GetProperty(IndexFields.Page)[0].GetInt32()),
            [.. met.Where(name => name.StartsWith(WordName, StringComparison.Ordinal) && char.IsAsciiDigit(name[1])).Select(name => int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture))],
            met.Count(name => name.StartsWith(QuoteName, StringComparison.Ordinal)),
            met.Contains(WholeName),
            BestWindow.Of(hit));
    }
}
