using System.Globalization;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Searching;

/// <summary>What an answer says in words.</summary>
internal static class SearchWords
{
    private static readonly LocalText OnlySigns = new(
        "คำค้นมีแต่เครื่องหมาย ไม่มีคำให้ค้น", "The question holds only signs; there is nothing to look for.");

    private static readonly LocalText ShutOut = new(
        "ตัวกรองที่พิมพ์กับที่เลือกไว้ไม่มีค่าร่วมกัน", "The typed filter and the chosen one shut each other out.");

    private static readonly LocalText LetGo = new(
        "ไม่มีระเบียนที่มีครบทุกคำ จึงไม่บังคับคำว่า {0}", "No record holds every word, so these were not required: {0}.");

    private static readonly LocalText LetGoBeside = new(
        "มีครบทุกคำเพียง {1} ระเบียน จึงแสดงระเบียนที่มีบางคำด้วย โดยไม่บังคับคำว่า {0}",
        "Records that hold every word: {1}. Others are shown beside them; these were not required: {0}.");

    private static readonly LocalText LetSomeGo = new(
        "ไม่มีระเบียนที่มีครบทุกคำ จึงแสดงระเบียนที่มีบางคำ", "No record holds every word, so records with some of them are shown.");

    public static string NothingToLookFor(HttpContext http) => OnlySigns.In(http.Language());

    public static string FiltersShutOut(HttpContext http) => ShutOut.In(http.Language());

    /// <returns>false, or the sentence.</returns>
    public static object Relaxed(HttpContext http, IReadOnlyList<string>? letGo, long holdingAll) =>
        letGo is null ? false
        : letGo.Count == 0 ? LetSomeGo.In(http.Language())
        : string.Format(
            CultureInfo.InvariantCulture, (holdingAll > 0 ? LetGoBeside : LetGo).In(http.Language()), string.Join(", ", letGo.Select(word => $"“{word}”")), holdingAll);
}
