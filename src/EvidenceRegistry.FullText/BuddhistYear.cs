using System.Globalization;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Buddhist years are also indexed as Common Era years (2567 and 2024 at one position) where a year is meant. The rule:
/// four digits from 2400 to 2699, standing alone, and either a cue stands before them (พ.ศ., ปี, a month, <c>/</c> after a month's number, B.E.)
/// or nothing says they are an amount: no unit, currency or counting word after them, no currency sign before them.
/// The year as written stays a token, so a wrong guess only adds a term.
/// </summary>
internal static class BuddhistYear
{
    private const int First = 2400;
    private const int Last = 2699;
    private const int BeforeCommonEra = 543;

    // Two digits are read as years from 2540 to 2579 only: the plans in use.
    private const int Century = 2500, FirstOfTwo = 40, LastOfTwo = 79;

    private static readonly string[] Units =
    [
        "บาท", "ล้าน", "พัน", "หมื่น", "แสน", "คน", "ราย", "แห่ง", "ครัวเรือน", "หลัง", "ไร่", "ตัน", "กิโล", "กก", "กม", "เมตร", "ตาราง", "ลิตร", "เมกะ",
        "ดอลลาร์", "เหรียญ", "ยูโร", "เรื่อง", "โครงการ", "ครั้ง", "ชุด", "ตัว", "หน่วย", "หน้า", "เล่ม", "แผ่น", "เครื่อง", "คัน", "หมู่บ้าน", "ตำบล", "จุด",
        "%", "km", "kg", "mg", "ml", "mm", "mw", "kw", "usd", "baht", "people", "person", "household", "million", "ton", "hectare", "rai", "respondent", "case", "patient",
    ];

    private static readonly string[] Cues =
    [
        "พ.ศ.", "พศ.", "พ.ศ", "พศ", "ปี", "ปีที่", "ปีงบประมาณ", "ปีการศึกษา", "b.e.", "be", "b.e",
        "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
        "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
    ];

    /// <summary>The Common Era year of the number at <paramref name="from"/>..<paramref name="to"/>, or null where no Buddhist year is meant.</summary>
    public static string? CommonEra(ReadOnlySpan<char> text, int from, int to)
    {
        if (to - from != 4 || !int.TryParse(text[from..to], NumberStyles.None, CultureInfo.InvariantCulture, out int year) || year is < First or > Last)
        {
            return null;
        }

        ReadOnlySpan<char> before = text[Math.Max(0, from - 24)..from].TrimEnd();
        return HasCue(before) || !IsAmount(before, text[to..Math.Min(text.Length, to + 24)].TrimStart())
            ? (year - BeforeCommonEra).ToString(CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>
    /// The years that two digits stand for (<c>ปี 67</c>, <c>30 ก.ย. 65</c>, <c>28/06/65</c>: 2567 and 2024): 40 to 79, with a cue before them and no unit after; null else.
    /// </summary>
    public static (string Buddhist, string CommonEra)? InFull(ReadOnlySpan<char> text, int from, int to)
    {
        if (to - from != 2 || !int.TryParse(text[from..to], NumberStyles.None, CultureInfo.InvariantCulture, out int year) || year is < FirstOfTwo or > LastOfTwo)
        {
            return null;
        }

        ReadOnlySpan<char> before = text[Math.Max(0, from - 24)..from].TrimEnd();
        ReadOnlySpan<char> after = text[to..Math.Min(text.Length, to + 24)].TrimStart();
        bool cued = before.EndsWith("/", StringComparison.Ordinal) ? IsDate(before) : HasCue(before) && !before.EndsWith("ปีที่", StringComparison.Ordinal);
        return cued && !IsAmount(before, after)
            ? ((Century + year).ToString(CultureInfo.InvariantCulture), (Century + year - BeforeCommonEra).ToString(CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>A day and a month with their strokes: <c>28/06/</c>.</summary>
    private static bool IsDate(ReadOnlySpan<char> before)
    {
        int strokes = 0;
        for (int i = before.Length - 1; i > 0; i--)
        {
            if (before[i] == '/' && char.IsAsciiDigit(before[i - 1]))
            {
                strokes++;
            }
            else if (!char.IsAsciiDigit(before[i]))
            {
                break;
            }
        }

        return strokes == 2;
    }

    private static bool HasCue(ReadOnlySpan<char> before)
    {
        foreach (string cue in Cues)
        {
            if (before.EndsWith(cue, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return before.Length > 1 && before[^1] == '/' && char.IsAsciiDigit(before[^2]);
    }

    private static bool IsAmount(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        foreach (string unit in Units)
        {
            if (after.StartsWith(unit, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return before.Length > 0 && before[^1] is '฿' or '$' or '€' or '£';
    }
}
