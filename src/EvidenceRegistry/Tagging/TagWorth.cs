using System.Linq.Expressions;
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

    /// <summary>Concepts of the plan of which proposals wait.</summary>
    public IEnumerable<(string Scheme, string Code)> Waiting => _waiting.Keys.Where(k => !IsMention(k.Scheme));

    /// <returns>0 to 3, rounded, so that equal ones stay equal.</returns>
    public double Of(string scheme, string code, double confidence) =>
        IsMention(scheme) ? Math.Round(0.1 * (1 - Math.Abs((2 * confidence) - 1)), 3) : Whole(confidence, About(scheme, code));

    /// <summary>
    /// What is the same for all proposals of a concept: 1 where nobody has decided about it yet, less with each decision, and up to 1 for how many wait. Coarse, so that a decision
    /// or a record more does not move all of them.
    /// </summary>
    public double About(string scheme, string code) => Math.Round(
        (1.0 / (1 + _decided.GetValueOrDefault((scheme, code)))) + Math.Min(1, Math.Log10(1 + _waiting.GetValueOrDefault((scheme, code))) / 4), 2);

    /// <summary><see cref="Of"/> as a database counts it, to the last bit.</summary>
    public static Expression<Func<Tag, double?>> WholeOf(double about) => tag => Math.Floor(((1 - Math.Abs((2 * tag.Confidence!.Value) - 1) + about) * 1000) + 0.5) / 1000;

    /// <summary>Whether something else is noted.</summary>
    public static Expression<Func<Tag, bool>> IsAnother(double about)
    {
        var whole = WholeOf(about);
        return Expression.Lambda<Func<Tag, bool>>(Expression.NotEqual(Expression.Property(whole.Parameters[0], nameof(Tag.Priority)), whole.Body), whole.Parameters);
    }

    private static double Whole(double confidence, double about) => Math.Floor(((1 - Math.Abs((2 * confidence) - 1) + about) * 1000) + 0.5) / 1000;

    private static bool IsMention(string scheme) => scheme is Tag.AreaScheme or Tag.YearScheme;
}
