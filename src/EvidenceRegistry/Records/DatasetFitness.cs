using System.Globalization;
using EvidenceRegistry.Formats.Ckan;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Records;

/// <summary>How a dataset keeps its promise of being updated, and whether it can serve as a project's baseline. Computed, each point with its reason.</summary>
public sealed record FitnessView(FreshnessView Freshness, BaselineView Baseline);

/// <param name="State">current, late, stale, fixed (no updates are promised), unknown (no promise, or no date).</param>
/// <param name="PromisedDays">Days between updates as the source promises.</param>
/// <param name="UpdatedOn">The last update of the dataset or of one of its resources.</param>
/// <param name="LastYear">Last year of its data, Common Era.</param>
/// <param name="YearsBehind">Whole years between that year and this one.</param>
public sealed record FreshnessView(Freshness State, int? PromisedDays, DateOnly? UpdatedOn, int? AgeDays, int? LastYear, int? YearsBehind, LocalText Why);

public enum Freshness
{
    Current,
    Late,
    Stale,
    Fixed,
    Unknown,
}

/// <param name="Usable">yes, partly, no.</param>
public sealed record BaselineView(BaselineUse Usable, IReadOnlyList<BaselinePoint> Points);

public enum BaselineUse
{
    Yes,
    Partly,
    No,
}

/// <param name="Point">years, recent, unit, multiplier, disaggregation, areaLevel.</param>
/// <param name="Said">What the source says of it; null where it is silent.</param>
public sealed record BaselinePoint(string Point, bool Met, string? Said, LocalText Why);

/// <summary>Rules by which a dataset's fitness is told. Pure.</summary>
public static class DatasetFitness
{
    /// <summary>An update may be late by half its interval and a week: releases wait for approvals.</summary>
    private const double Tolerance = 1.5;

    private const int ToleranceDays = 7;

    /// <summary>Three intervals missed: nobody keeps it any more.</summary>
    private const int Abandoned = 3;

    /// <summary>A baseline is older than this only where nothing newer exists: national plans are reviewed every five years.</summary>
    public const int RecentYears = 5;

    private const string NotKnown = "ไม่ทราบ", NoUpdates = "ไม่มีการปรับปรุงหลังจากการจัดเก็บข้อมูล", None = "ไม่มี";

    public static FitnessView Of(DatasetContent dataset, DateOnly today) => new(FreshnessOf(dataset, today), BaselineOf(dataset, today));

    /// <summary>False for silence, and for the choices of a catalogue that mean it.</summary>
    public static bool IsGiven(string? said) => !string.IsNullOrWhiteSpace(said) && said is not (NotKnown or None);

    private static FreshnessView FreshnessOf(DatasetContent dataset, DateOnly today)
    {
        var promised = Promised(dataset);
        var updated = Updated(dataset);
        int? age = updated is { } on ? Math.Max(0, today.DayNumber - on.DayNumber) : null;
        int? behind = dataset.LastYear is { } last ? Math.Max(0, today.Year - last) : null;
        var (state, why) = (dataset.UpdateFrequencyUnit, promised, age) switch
        {
            (NoUpdates, _, _) => (Freshness.Fixed, new LocalText("แหล่งข้อมูลไม่สัญญาว่าจะปรับปรุง", "The source promises no updates.")),
            (_, null, _) => (Freshness.Unknown, new LocalText("แหล่งข้อมูลไม่ระบุความถี่ของการปรับปรุง", "The source does not say how often it is updated.")),
            (_, _, null) => (Freshness.Unknown, new LocalText("แหล่งข้อมูลไม่ระบุวันที่ปรับปรุงล่าสุด", "The source does not say when it was last updated.")),
            (_, { } every, { } old) when old <= (every * Tolerance) + ToleranceDays => (Freshness.Current, Told(old, every)),
            (_, { } every, { } old) when old <= every * (double)Abandoned + ToleranceDays => (Freshness.Late, Told(old, every)),
            (_, { } every, { } old) => (Freshness.Stale, Told(old, every)),
        };
        return new FreshnessView(state, promised, updated, age, dataset.LastYear, behind, why);
    }

    private static LocalText Told(int age, int every) => new(
        string.Create(CultureInfo.InvariantCulture, $"ปรับปรุงล่าสุดเมื่อ {age} วันก่อน สัญญาไว้ทุก {every} วัน"),
        string.Create(CultureInfo.InvariantCulture, $"Last updated {age} days ago; promised every {every} days."));

    private static BaselineView BaselineOf(DatasetContent dataset, DateOnly today)
    {
        var years = dataset.LastYear is { } last ? dataset.FirstYear is { } first && first < last ? $"{first}–{last}" : $"{last}" : null;
        var recent = dataset.LastYear >= today.Year - RecentYears;
        BaselinePoint[] points =
        [
            new("years", years is not null, years, years is null
                ? new("ไม่ระบุปีของข้อมูล", "The years of its data are not given.") : new($"มีข้อมูลปี {years}", $"It has data for {years}.")),
            new("recent", recent, years, recent
                ? new($"ข้อมูลใหม่พอ ไม่เกิน {RecentYears} ปี", $"Recent enough: within {RecentYears} years.") : new($"ไม่มีข้อมูลใน {RecentYears} ปีล่าสุด", $"No data within the last {RecentYears} years.")),
            Said("unit", dataset.UnitOfMeasure, "หน่วยวัด", "unit of measure"),
            Said("multiplier", dataset.UnitOfMultiplier, "ตัวคูณของหน่วย", "multiplier of the unit"),
            Said("disaggregation", dataset.Disaggregate is { Count: > 0 } by ? string.Join(", ", by) : null, "การจำแนก", "disaggregation"),
            Said("areaLevel", dataset.GeoCoverage ?? (dataset.Areas is { Count: > 0 } areas ? string.Join(", ", areas) : null), "ระดับพื้นที่", "level of area"),
        ];
        var needed = points.Where(p => p.Point is "years" or "recent" or "unit" or "areaLevel").ToList();
        return new BaselineView(needed.TrueForAll(p => p.Met) ? BaselineUse.Yes : points[0].Met && points[2].Met ? BaselineUse.Partly : BaselineUse.No, points);
    }

    private static BaselinePoint Said(string point, string? said, string th, string en)
    {
        var met = IsGiven(said);
        return new BaselinePoint(point, met, said, met ? new($"{th}: {said}", $"The {en} is given: {said}.") : new($"ไม่ระบุ{th}", $"The {en} is not given."));
    }

    private static int? Promised(DatasetContent dataset)
    {
        int? unit = dataset.UpdateFrequencyUnit switch
        {
            "ปี" => 365,
            "ครึ่งปี" => 183,
            "ไตรมาส" => 92,
            "เดือน" => 31,
            "สัปดาห์" => 7,
            "วัน" or "วันทำการ" or "ชั่วโมง" or "นาที" or "ตามเวลาจริง" => 1,
            _ => null,
        };
        return unit * Math.Max(1, dataset.UpdateFrequencyInterval ?? 1);
    }

    private static DateOnly? Updated(DatasetContent dataset)
    {
        var modified = dataset.Extra?["metadata_modified"] is { } stamp && stamp.GetValueKind() == System.Text.Json.JsonValueKind.String ? ThaiYear.Date(stamp.GetValue<string>()) : null;
        var said = new[] { dataset.UpdatedOn }.Concat((dataset.Resources ?? []).Select(r => r.UpdatedOn)).Max();

        // When the catalogue's page was touched tells little of the data; it is taken where nothing else is said.
        return said ?? modified;
    }
}
