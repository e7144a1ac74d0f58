using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <param name="Proposed">Proposals that a person confirmed or rejected.</param>
/// <param name="Added">Tags that a person confirmed and nothing had proposed or claimed: what the machine missed.</param>
/// <param name="Precision">Confirmed ÷ decided; null where nothing is decided. Likewise recall and F1.</param>
public sealed record TagFigures(int Proposed, int Confirmed, int Rejected, int Added, double? Precision, double? Recall, double? F1)
{
    internal static TagFigures Of(IReadOnlyCollection<Decided> decided)
    {
        var (confirmed, rejected, added) = (decided.Count(d => d.Made && d.Right), decided.Count(d => d.Made && !d.Right), decided.Count(d => !d.Made && d.Right));
        double? precision = confirmed + rejected == 0 ? null : Math.Round(confirmed / (double)(confirmed + rejected), 4);
        double? recall = confirmed + added == 0 ? null : Math.Round(confirmed / (double)(confirmed + added), 4);
        return new TagFigures(confirmed + rejected, confirmed, rejected, added, precision, recall,
            precision + recall is > 0 and var sum ? Math.Round((double)(2 * precision * recall / sum)!, 4) : null);
    }
}

/// <summary>A person's last word on a tag.</summary>
/// <param name="Made">Proposed by the machine.</param>
internal sealed record Decided(string Scheme, string Code, bool Made, double Confidence, bool Right);

/// <param name="From">Lowest confidence in the bin; bins hold equally many.</param>
/// <param name="Said">Mean confidence of its proposals; <paramref name="Held"/>: the part that was confirmed.</param>
public sealed record CalibrationBin(double From, double To, int Count, double Said, double Held);

/// <param name="Micro">Over all decisions of the scheme.</param>
/// <param name="MacroF1">Mean over the concepts listed; null where there are none.</param>
/// <param name="Brier">Mean square of confidence − truth; <paramref name="BrierOfBaseRate"/> that of always saying the share confirmed.</param>
/// <param name="Concepts">Those with at least ten decisions.</param>
public sealed record SchemeQuality(
    string Scheme, TagFigures Micro, double? MacroF1, double? Brier, double? BrierOfBaseRate, IReadOnlyList<CalibrationBin> Calibration, IReadOnlyDictionary<string, TagFigures> Concepts);

/// <param name="Records">Records read for proposals; <paramref name="Abstained"/>: those that got none of the plan.</param>
public sealed record TagQualityView(string Version, long Records, long Abstained, IReadOnlyList<SchemeQuality> Schemes);

/// <summary>How good the proposals are, by what people said of them. Samples and words taken back never count.</summary>
public sealed class TagQuality(RegistryDbs dbs, TagEngines engines)
{
    private const int Bins = 5, EnoughDecisions = 10;

    public async Task<TagQualityView> FiguresAsync(CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var rows = await db.TagDecisions.AsNoTracking().Where(d => d.UndoneAt == null && !d.Sample && d.Verdict != TagVerdict.Dispute)
            .OrderBy(d => d.Id).Select(d => new { d.RecordId, d.Scheme, d.Code, d.Edition, d.Verdict, d.Before, d.Confidence }).ToListAsync(cancel);
        var decided = rows.GroupBy(d => (d.RecordId, d.Scheme, d.Code, d.Edition))
            .Select(g => (First: g.First(), Last: g.Last()))
            .Where(g => g.First.Confidence is not null || g.First.Before is null)
            .Select(g => new Decided(g.First.Scheme, g.First.Code, g.First.Confidence is not null, g.First.Confidence ?? 0, g.Last.Verdict == TagVerdict.Confirm))
            .ToList();
        var read = await db.TagStates.LongCountAsync(cancel);
        var tagged = await db.Tags.Where(t => t.Scheme != Tag.AreaScheme && t.Scheme != Tag.YearScheme && t.Model != null && db.TagStates.Any(s => s.RecordId == t.RecordId))
            .Select(t => t.RecordId).Distinct().LongCountAsync(cancel);
        return new TagQualityView(
            (await engines.CurrentAsync(cancel)).Version, read, read - tagged,
            [.. decided.GroupBy(d => d.Scheme, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Of(g.Key, [.. g]))]);
    }

    internal static SchemeQuality Of(string scheme, IReadOnlyList<Decided> decided)
    {
        var concepts = decided.GroupBy(d => d.Code, StringComparer.Ordinal).Where(g => g.Count() >= EnoughDecisions).OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => TagFigures.Of([.. g]), StringComparer.Ordinal);
        var made = decided.Where(d => d.Made).OrderBy(d => d.Confidence).ToList();
        double? rate = made.Count == 0 ? null : made.Average(d => Truth(d));
        return new SchemeQuality(
            scheme, TagFigures.Of([.. decided]),
            concepts.Count == 0 ? null : Math.Round(concepts.Values.Average(c => c.F1 ?? 0), 4),
            made.Count == 0 ? null : Math.Round(made.Average(d => Math.Pow(d.Confidence - Truth(d), 2)), 4),
            rate is { } r ? Math.Round(r * (1 - r), 4) : null,
            made.Count < Bins ? [] : [.. Enumerable.Range(0, Bins).Select(i => Bin([.. made.Skip(i * made.Count / Bins).Take(((i + 1) * made.Count / Bins) - (i * made.Count / Bins))]))],
            concepts);
    }

    private static CalibrationBin Bin(IReadOnlyList<Decided> bin) => new(
        bin[0].Confidence, bin[^1].Confidence, bin.Count, Math.Round(bin.Average(d => d.Confidence), 4), Math.Round(bin.Average(d => Truth(d)), 4));

    private static double Truth(Decided decided) => decided.Right ? 1 : 0;
}
