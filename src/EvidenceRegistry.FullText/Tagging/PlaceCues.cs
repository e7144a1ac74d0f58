namespace EvidenceRegistry.FullText.Tagging;

/// <summary>What stands beside a name and says whether the place is meant. Offsets are those of the normalised letters.</summary>
internal static class PlaceCues
{
    /// <summary>A name right after these is a place.</summary>
    private static readonly string[] Before = ["จังหวัด", "จ.", "จว.", "จังหวัดเมือง", "อำเภอเมือง", "อ.เมือง", "เทศบาลเมือง", "เทศบาลนคร", "พื้นที่", "เรือนจำกลาง", "เรือนจำจังหวัด", "เมืองเก่า", "province of", "changwat"];

    /// <summary>A name right after these is that of something else.</summary>
    private static readonly string[] Other =
    [
        "มหาวิทยาลัย", "มหาวิทยาลัยราชภัฏ", "มหาวิทยาลัยเทคโนโลยีราชมงคล", "วิทยาลัย", "โรงเรียน", "ถนน", "ถ.", "ซอย", "สะพาน", "แม่น้ำ", "ลุ่มน้ำ", "คลอง", "วัด", "ธนาคาร", "บริษัท",
        "นาย", "นาง", "นางสาว", "พระ", "หลวง", "ดร.", "เขา", "อ่าว", "เกาะ", "หมู่เกาะ", "ตำบล", "ต.", "บ้าน", "อำเภอ", "อ.", "แขวง", "เขต", "สถานีรถไฟ", "สาย", "หลวงพ่อ",
    ];

    /// <summary>After these a name that is also a word is the word; <c>การ</c> before another name is the end of โครงการ or ผู้ว่าราชการ.</summary>
    private static readonly string[] Words = ["ทั้งนี้", "ไม่", "ก็", "ได้", "แล้ว", "มาก", "ไป", "เผย", "การ", "ทันที"];

    private static readonly string[] After = [" province", " provinces", " city"];

    private static readonly string[] AfterDirection = [" thailand", " region of thailand", "ern thailand", " provinces of thailand", " part of thailand"];

    private static readonly string[] AfterOther = [" university", " river", " road", " rajabhat", " airport", " hospital"];

    private static readonly string[] Joins = ["และ", "หรือ", "กับ", "รวมทั้ง", "รวมถึง", "and", "or", "จังหวัด", "จ.", "ฯ", "to", "ถึง", "&"];

    /// <returns>True: a place; false: something else; null: only a list can tell.</returns>
    public static bool? Judge(ReadOnlySpan<char> letters, int from, int to, PlaceName name)
    {
        ReadOnlySpan<char> before = letters[..from].TrimEnd(' ');
        ReadOnlySpan<char> after = letters[to..];
        if (name.Region)
        {
            return !name.Doubtful || StartsWith(after, AfterDirection) || StartsWith(after, After) ? true : name.Direction ? false : null;
        }

        if (EndsWith(before, Before) || StartsWith(after, After))
        {
            return true;
        }

        if (StartsWith(after, AfterOther) || EndsWith(letters[..from], Other) || (name.Doubtful && EndsWith(letters[..from], Words)))
        {
            return false;
        }

        return name.Doubtful ? null : true;
    }

    /// <summary>Whether nothing but commas, spaces, strokes and joining words stands between two names.</summary>
    public static bool IsList(ReadOnlySpan<char> between)
    {
        if (between.Length is 0 or > 24)
        {
            return false;
        }

        ReadOnlySpan<char> left = between;
        while (left.Length > 0)
        {
            int step = left[0] is ' ' or ',' or '/' or '-' or '(' or ')' or ';' or '·' or '\n' ? 1 : Joined(left);
            if (step == 0)
            {
                return false;
            }

            left = left[step..];
        }

        return true;
    }

    /// <summary>Whether what was named ends here: space, sign, joining word or the end, not the middle of a sentence.</summary>
    public static bool EndsItem(ReadOnlySpan<char> letters, int at) =>
        at == letters.Length || !char.IsLetterOrDigit(letters[at]) || Joined(letters[at..]) > 0;

    /// <summary>Between clusters, and not inside a Latin word or a number.</summary>
    public static bool Cuttable(ReadOnlySpan<char> letters, int at) =>
        at == 0 || at == letters.Length
        || (!(char.IsAsciiLetterOrDigit(letters[at - 1]) && char.IsAsciiLetterOrDigit(letters[at]))
            && CharacterClusters.IsEdge(Characters.ClassOf(letters[at - 1]), Characters.ClassOf(letters[at])));

    private static int Joined(ReadOnlySpan<char> text)
    {
        foreach (string join in Joins)
        {
            if (text.StartsWith(join, StringComparison.Ordinal))
            {
                return join.Length;
            }
        }

        return 0;
    }

    private static bool EndsWith(ReadOnlySpan<char> text, string[] ends)
    {
        foreach (string end in ends)
        {
            if (text.EndsWith(end, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWith(ReadOnlySpan<char> text, string[] starts)
    {
        foreach (string start in starts)
        {
            if (text.StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
