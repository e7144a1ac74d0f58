using System.Globalization;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Plans;

/// <summary>Says what a wrong code is near to.</summary>
public static class PlanMessages
{
    /// <summary>More would not help anybody choose.</summary>
    private const int Shown = 3;

    private static readonly LocalText NoSuchCode = new("ไม่มีรหัสนี้ในแผน", "The plans have no such code.");
    private static readonly LocalText NearCodes = new("ไม่มีรหัสนี้ในแผน ใกล้เคียง: {0}", "The plans have no such code. Near it: {0}.");
    private static readonly LocalText OtherEdition = new("รหัสนี้ไม่อยู่ในฉบับที่ใช้อยู่ แต่อยู่ในฉบับ {0} (เขียนเป็น {1}@{0})", "The code is not of the edition in force but of {0} (write {1}@{0}).");
    private static readonly LocalText NoSuchArea = new("ไม่มีรหัสพื้นที่นี้ ดูรายการที่ /api/v1/areas", "There is no such area code; /api/v1/areas lists them.");
    private static readonly LocalText NearAreas = new("ไม่มีรหัสพื้นที่นี้ ใกล้เคียง: {0}", "There is no such area code. Near it: {0}.");

    public static ProblemPlace UnknownCode(HttpContext http, PlanTree tree, string place, string code, params IReadOnlyCollection<string> schemes)
    {
        var language = http.Language();
        var read = Formats.Plans.PlanCode.Read(code);
        var other = read is { Edition: null } ? tree.EditionsOf(read.Code).LastOrDefault(n => schemes.Count == 0 || schemes.Contains(n.Scheme)) : null;
        var near = tree.Nearest(code, Shown, schemes);
        var message = other is not null && tree.Find(code) is null ? Say(OtherEdition, language, other.Edition, other.Code)
            : near.Count > 0 ? Say(NearCodes, language, string.Join("; ", near.Select(n => $"{n.Code} {n.Text.In(language)}")))
            : NoSuchCode.In(language);
        return new ProblemPlace(place, "unknown-code", message, Shortened.Of(code));
    }

    public static ProblemPlace UnknownArea(HttpContext http, PlanTree tree, string place, string code)
    {
        var language = http.Language();
        var near = tree.Areas.Named(code).Concat(tree.Areas.Nearest(code, Shown)).Distinct().Take(Shown).ToList();
        var message = near.Count > 0
            ? Say(NearAreas, language, string.Join("; ", near.Select(a => $"{a.Code} {a.Name.In(language)}")))
            : NoSuchArea.In(language);
        return new ProblemPlace(place, "unknown-area", message, Shortened.Of(code));
    }

    private static string Say(LocalText text, string language, params object[] details) =>
        string.Format(CultureInfo.InvariantCulture, text.In(language), details);
}

/// <summary>What a client sent, cut so that an answer stays short.</summary>
public static class Shortened
{
    public static string Of(string text) => text.Length <= 100 ? text : text[..(char.IsHighSurrogate(text[99]) ? 99 : 100)];
}
