using EvidenceRegistry.Access;

namespace EvidenceRegistry.Searching;

/// <summary>Refusals of searches; docs/problems.md explains each.</summary>
internal static class SearchProblems
{
    public static readonly ProblemKind NotSearchableYet = new("not-searchable-yet", 503,
        new("ยังค้นไม่พบการเขียนครั้งนี้", "That write cannot be found yet"),
        new("รอครบ {0} วินาทีแล้วแต่ระเบียนหรือข้อความของไฟล์ยังไม่เข้าดัชนี ลองใหม่ภายหลัง", "After {0} seconds its records or the text of its files are not in the index yet. Try again later."));
}
