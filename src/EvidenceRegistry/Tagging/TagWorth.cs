using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>
/// How much a person's look at a proposal is worth: most where the machine is unsure, where nobody has decided about the concept yet, and
/// where many records wait for it. Places and years come last: they are seldom wrong and matter less.
/// </summary>
public sealed class TagWorth
{
    private readonly IReadOnlyDictionary<(string Scheme, string Code), int> _decided;
    private readonly IReadOnlyDictionary<(string Scheme, string Code), int> _waiting;

    private TagWorth(IReadOnlyDictionary<(string, string), int> decided, IReadOnlyDictionary<(string, string), int> waiting) =>
        (_decided, _waiting) = (decided, waiting);

    public static async Task<TagWorth> OfAsync(RegistryDb db, CancellationToken cancel) => new(
        await db.TagDecisions.Where(d => d.UndoneAt == null && !d.Sample).GroupBy(d => new { d.Scheme, d.Code })
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => (g.Key.Scheme, g.Key.Code), g => g.Count, cancel),
        await db.Tags.Where(t => t.Status == TagStatus.Proposed).GroupBy(t => new { t.Scheme, t.Code })
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => (g.Key.Scheme, g.Key.Code), g => g.Count, cancel));

    /// <returns>0 to 3, rounded, so that equal ones stay equal.</returns>
    public double Of(string scheme, string code, double confidence)
    {
        var unsure = 1 - Math.Abs((2 * confidence) - 1);
        var newness = 1.0 / (1 + _decided.GetValueOrDefault((scheme, code)));
        var many = Math.Min(1, Math.Log10(1 + _waiting.GetValueOrDefault((scheme, code))) / 4);
        return Math.Round(scheme is Tag.AreaScheme or Tag.YearScheme ? 0.1 * unsure : unsure + newness + many, 3);
    }
}
