using System.Globalization;
using System.Text.Json;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Searching;

/// <summary>Says in words a planner uses why a record is a hit, and what a part of its score is.</summary>
internal static class ScoreWords
{
    private static readonly Dictionary<string, LocalText> Known = new(StringComparer.Ordinal)
    {
        ["words"] = new("คำที่ตรง ชั่งตามความหายาก", "Words that match, weighed by rarity"),
        ["pairs"] = new("คำที่อยู่ติดกันเหมือนในคำถาม", "Neighbouring words as in the question"),
        ["clusters"] = new("พยางค์ที่ตรง แม้ตัดคำต่างกัน", "Matching syllables, however words are cut"),
        ["window"] = new("คำที่อยู่ใกล้กันที่สุด", "The closest gathering of the words"),
        ["whole"] = new("ข้อความที่ตรงทั้งประโยคตามที่พิมพ์", "The whole question stands there as typed"),
        ["place"] = new("พื้นที่ที่กล่าวถึงในคำถาม", "Place named in the question"),
        ["recency"] = new("ปีของระเบียน (งานเก่าลดลงเล็กน้อย)", "Year of the record (older work sinks a little)"),
        ["prior"] = new("สถานะของระเบียน (ถอน ถูกแทนที่ หรืออ่านจากภาพจะลดลง)", "State of the record (retracted, superseded and read from pictures sink)"),
    };

    private static readonly Dictionary<TextField, LocalText> Places = new()
    {
        [TextField.Title] = new("ชื่อเรื่อง", "the title"),
        [TextField.Abstract] = new("บทคัดย่อ", "the abstract"),
        [TextField.Keywords] = new("คำสำคัญ", "the keywords"),
        [TextField.Targets] = new("เป้าหมายที่ติดไว้", "the targets it is tagged with"),
        [TextField.Other] = new("เนื้อหาในไฟล์หรือข้อมูลอื่นของระเบียน", "its files or other metadata"),
    };

    private static readonly LocalText Found = new("พบ “{0}” ใน{1}", "“{0}” stands in {1}");
    private static readonly LocalText FoundInstead = new("พบ “{0}” ซึ่งแทน “{1}” ได้ ใน{2}", "“{0}”, another way to say “{1}”, stands in {2}");
    private static readonly LocalText FoundYear = new("“{0}” ตรงกับปีของระเบียน ({1})", "“{0}” is the year of the record ({1})");
    private static readonly LocalText AsTyped = new("มีข้อความตามที่พิมพ์ทั้งประโยค", "the whole question stands there as typed");
    private static readonly LocalText OfThePlace = new("เป็นของพื้นที่ที่ถามถึง จึงเลื่อนขึ้น", "it is about the place you named, so it rises");
    private static readonly LocalText WasRetracted = new("งานนี้ถูกถอน จึงเลื่อนลง", "it was retracted, so it sinks");
    private static readonly LocalText WasSuperseded = new("มีฉบับใหม่แทนแล้ว จึงเลื่อนลง", "a newer version replaces it, so it sinks");
    private static readonly LocalText IsRecent = new("เป็นงานใหม่ จึงเลื่อนขึ้นเล็กน้อย", "it is recent, so it rises a little");

    public static ScorePartView Of(ScorePart part) => new(part.Name, Known.GetValueOrDefault(part.Name) ?? new LocalText(part.Name, part.Name), part.Value);

    public static MatchedWordView Of(WordMatch match) => new(match.Typed, match.By, [.. match.Fields.Select(f => JsonNamingPolicy.CamelCase.ConvertName(f.ToString()))]);

    /// <summary>One sentence; the parts that raise or sink the record stand last.</summary>
    public static LocalText Why(Hit hit, RecordStatus? status)
    {
        var reasons = hit.Words!.Select(Say).ToList();
        double Part(string name) => hit.Explanation!.FirstOrDefault(p => p.Name == name).Value;
        if (Part("whole") > 0)
        {
            reasons.Add(AsTyped);
        }

        if (Part("place") > 1)
        {
            reasons.Add(OfThePlace);
        }

        if (Part("recency") > 1)
        {
            reasons.Add(IsRecent);
        }

        if (status is RecordStatus.Retracted or RecordStatus.Superseded)
        {
            reasons.Add(status == RecordStatus.Retracted ? WasRetracted : WasSuperseded);
        }

        return new LocalText(string.Join("; ", reasons.Select(r => r.Th)), string.Join("; ", reasons.Select(r => r.En)));
    }

    private static LocalText Say(WordMatch match)
    {
        var thai = string.Join(" ", match.Fields.Select(f => Places[f].Th));
        var english = string.Join(", ", match.Fields.Select(f => Places[f].En));
        return match.By switch
        {
            null => Filled(Found, [match.Typed, thai], [match.Typed, english]),
            [>= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9'] => Filled(FoundYear, [match.Typed, match.By], [match.Typed, match.By]),
            _ => Filled(FoundInstead, [match.By, match.Typed, thai], [match.By, match.Typed, english]),
        };
    }

    private static LocalText Filled(LocalText text, object[] thai, object[] english) => new(
        string.Format(CultureInfo.InvariantCulture, text.Th!, thai), string.Format(CultureInfo.InvariantCulture, text.En!, english));
}
