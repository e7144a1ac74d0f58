using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Records;

/// <summary>
/// Which class of text a file is on a day, and whose submitters read it although it is closed. The one place that says so, for
/// files, pages and the index alike; <see cref="ReadingRights.MayRead"/> says the rest (the table of the design, §3).
/// </summary>
public static class ReadingClass
{
    // Thailand has kept UTC+7 without daylight saving since 1920; no time zone data is needed.
    public static readonly TimeSpan Bangkok = TimeSpan.FromHours(7);

    /// <summary>The day it is in Thailand, by which embargoes end.</summary>
    public static DateOnly Today(TimeProvider time) => DayOf(time.GetUtcNow());

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Bangkok).DateTime);

    /// <summary>An embargo is over on the day it names.</summary>
    public static TextClass Of(AccessRights access, DateOnly? embargoUntil, DateOnly today) => access switch
    {
        AccessRights.Open => TextClass.Open,
        AccessRights.Embargoed when embargoUntil <= today => TextClass.Open,
        AccessRights.Embargoed => TextClass.Embargoed,
        AccessRights.Restricted => TextClass.Restricted,
        _ => TextClass.MetadataOnly,
    };

    public static TextClass Of(StoredFile file, DateOnly today) => Of(file.Access, file.EmbargoUntil, today);

    /// <summary>Agencies whose submitters read the file: that of the origin which brought it. The study's own agency gives no right.</summary>
    public static IReadOnlyList<int> Agencies(StoredFile file, IEnumerable<Origin> origins) =>
        [.. origins.Where(o => o.Id == file.OriginId).Select(o => o.AgencyNumber).OfType<int>()];

    public static bool MayRead(this ReadingRights rights, StoredFile file, IEnumerable<Origin> origins, DateOnly today) =>
        rights.MayRead(Of(file, today), Agencies(file, origins));
}
