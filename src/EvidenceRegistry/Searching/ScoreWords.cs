using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Searching;

/// <summary>Says what a part of a score is.</summary>
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
        ["prior"] = new("สถานะของระเบียน (ถอน ถูกแทนที่ หรืออ่านจากภาพจะลดลง)", "State of the record (retracted, superseded and read from pictures sink)"),
    };

    public static ScorePartView Of(ScorePart part) => new(part.Name, Known.GetValueOrDefault(part.Name) ?? new LocalText(part.Name, part.Name), part.Value);
}
