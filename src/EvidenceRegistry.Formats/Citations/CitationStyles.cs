using System.Globalization;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Citations;

/// <summary>
/// A reference in plain text, ready to copy. English references as the styles say; Thai ones as Thai universities apply them: names in full and never
/// turned round, และ before the last, และคณะ for those left out, years of the Buddhist Era.
/// </summary>
public static class CitationStyles
{
    /// <summary>APA, 7th edition: up to twenty authors; of more, the first nineteen and the last.</summary>
    public static string Apa(CitedWork work)
    {
        var names = Names(work);
        var who = names.Count > 20
            ? $"{string.Join(", ", names.Take(19).Select(Inverted))}, … {Inverted(names[^1])}"
            : And(names.Select(Inverted), work.English ? ", & " : ", และ ", work.English ? ", & " : " และ ");
        var kind = work.IsDataset ? work.English ? " [Dataset]" : " [ชุดข้อมูล]" : "";
        return LedBy(who, $"({Year(work)}).", Ended(work.Title + kind + Note(work)), Ended(Publisher(work)), Link(work));
    }

    /// <summary>Vancouver (ICMJE): six authors at most, the others as et al.</summary>
    public static string Vancouver(CitedWork work)
    {
        var names = Names(work);
        var who = string.Join(", ", names.Take(6).Select(n => n.Family is { } family ? $"{family} {n.Initials(dots: false)}{(n.Suffix is { } s ? " " + s : "")}" : n.Whole))
            + (names.Count > 6 ? work.English ? ", et al" : ", และคณะ" : "");
        var online = work is { Doi: null, Url: not null };
        var title = work.Title + (online ? work.English ? " [Internet]" : " [อินเทอร์เน็ต]" : "") + Note(work);
        var year = work.Year is null ? "" : Year(work);
        var imprint = Publisher(work) is { Length: > 0 } publisher ? year.Length > 0 ? $"{publisher}; {year}" : publisher : year;
        return Joined(Ended(who), Ended(title), Ended(imprint), work.Doi is { } doi ? $"doi:{doi}" : online ? $"{(work.English ? "Available from:" : "เข้าถึงได้จาก:")} {work.Url}" : "");
    }

    /// <summary>Chicago, author and date, 18th edition: six authors at most; of more, the first three and et al. Only the first is turned round.</summary>
    public static string Chicago(CitedWork work)
    {
        var names = Names(work);
        var said = names.Select((n, i) => i == 0 && n.Family is { } family ? $"{family}, {n.Given}{(n.Suffix is { } s ? ", " + s : "")}" : n.Whole).ToList();
        var who = names.Count > 6 ? $"{string.Join(", ", said.Take(3))}{(work.English ? ", et al." : " และคณะ")}"
            : And(said, work.English ? ", and " : " และ ", work.English ? names is [{ Family: null }, _] ? " and " : ", and " : " และ ");
        return LedBy(who, Ended(Year(work)), Ended(work.Title + Note(work)), Ended(Publisher(work)), Link(work));
    }

    /// <summary>As many Thai graduate schools ask for it: up to three authors; of more, the first and และคณะ.</summary>
    public static string ThaiThesis(CitedWork work)
    {
        var names = Names(work);
        var who = names.Count > 3 ? Inverted(names[0]) + (work.English ? ", et al." : " และคณะ")
            : And(names.Select(Inverted), work.English ? ", & " : " และ ", work.English ? ", & " : " และ ");
        var link = Link(work);
        return LedBy(who, $"({Year(work)}).", Ended(work.Title + Note(work)), Ended(Publisher(work)), link.Length > 0 ? $"{(work.English ? "Retrieved from" : "สืบค้นจาก")} {link}" : "");
    }

    private static List<CitedName> Names(CitedWork work) =>
        work.Authors.Count > 0 ? [.. work.Authors.Select(CitedName.Of)]
        : string.IsNullOrWhiteSpace(work.Agency) ? [] : [new CitedName(null, "", Citation.OneLine(work.Agency))];

    /// <summary>An agency that is its own publisher is named once.</summary>
    private static string Publisher(CitedWork work) =>
        work.Authors.Count == 0 || work.Authors is [var only] && only == work.Agency ? "" : Citation.OneLine(work.Agency);

    private static string Inverted(CitedName name) => name.Family is { } family ? $"{family}, {name.Initials(dots: true)}{(name.Suffix is { } s ? ", " + s : "")}" : name.Whole;

    private static string And(IEnumerable<string> names, string beforeLast, string betweenTwo) => names.ToList() switch
    {
        [] => "",
        [var one] => one,
        [var one, var two] => one + betweenTwo + two,
        var all => string.Join(", ", all.SkipLast(1)) + beforeLast + all[^1],
    };

    private static string Year(CitedWork work) => work.Year is not { } year ? work.English ? "n.d." : "ม.ป.ป."
        : (work.English ? year : year + DraftLimits.BuddhistOffset).ToString(CultureInfo.InvariantCulture);

    private static string Link(CitedWork work) => work.Doi is { } doi ? $"https://doi.org/{doi}" : work.Url ?? "";

    private static string Note(CitedWork work) => work.Note.Length > 0 ? $" {work.Note}" : "";

    /// <summary>A work without authors is led by its title.</summary>
    private static string LedBy(string who, string year, string title, params string[] rest) =>
        Joined([.. who.Length > 0 ? [Ended(who), year, title] : new[] { title, year }, .. rest]);

    private static string Ended(string text) => Citation.OneLine(text) is { Length: > 0 } line ? line[^1] is '.' or '?' or '!' ? line : $"{line}." : "";

    private static string Joined(params IEnumerable<string> parts) => string.Join(' ', parts.Where(p => p.Length > 0));
}
