namespace EvidenceRegistry.Access;

/// <summary>Refusals that several chapters use; a chapter keeps its own beside its routes. docs/problems.md explains each.</summary>
public static class ProblemKinds
{
    public static readonly ProblemKind NotFound = new("not-found", 404,
        new("ไม่พบสิ่งที่ขอ", "Not found"),
        new("ไม่มี {0} ในทะเบียนนี้", "There is no {0} in this registry."));

    public static readonly ProblemKind InvalidRequest = new("invalid-request", 400,
        new("คำขอไม่ถูกต้อง", "The request is not valid"),
        new("พบข้อผิดพลาด {0} แห่ง ดูตำแหน่งใน errors", "{0} thing(s) are wrong; errors says where."));

    public static readonly ProblemKind NoKey = new("no-key", 401,
        new("ต้องใช้กุญแจ API", "An API key is needed"),
        new("ส่งกุญแจในหัวข้อ Authorization: Bearer erk_…", "Send one as Authorization: Bearer erk_…"));

    public static readonly ProblemKind KeyUnknown = new("key-unknown", 401,
        new("ไม่รู้จักกุญแจนี้", "The key is not known"),
        new("ตรวจกุญแจในหัวข้อ Authorization หรือเอาหัวข้อนี้ออกเพื่ออ่านโดยไม่ใช้กุญแจ", "Check the key in the Authorization header, or leave the header out to read without a key."));

    public static readonly ProblemKind KeyExpired = new("key-expired", 401,
        new("กุญแจหมดอายุแล้ว", "The key has expired"),
        new("ขอกุญแจใหม่จากผู้ดูแลทะเบียน", "Ask an administrator of the registry for a new key."));

    public static readonly ProblemKind KeyRevoked = new("key-revoked", 401,
        new("กุญแจถูกเพิกถอนแล้ว", "The key has been revoked"),
        new("ขอกุญแจใหม่จากผู้ดูแลทะเบียน สิ่งที่ส่งมาครั้งนี้ไม่ถูกบันทึก", "Ask an administrator of the registry for a new key. Nothing of this request was kept."));

    public static readonly ProblemKind SourceNotAllowed = new("source-not-allowed", 403,
        new("กุญแจนี้เขียนแหล่งข้อมูลนี้ไม่ได้", "This key may not write to that source"),
        new("กุญแจนี้ไม่มีสิทธิ์เขียนแหล่ง “{0}”", "The key's sources do not include “{0}”."));

    public static readonly ProblemKind NotAllowed = new("not-allowed", 403,
        new("กุญแจนี้ไม่มีสิทธิ์ทำสิ่งนี้", "This key may not do that"),
        new("ต้องมีสิทธิ์: {0}", "It takes: {0}."));

    public static readonly ProblemKind CursorInvalid = new("cursor-invalid", 400,
        new("ใช้ cursor นี้ไม่ได้", "The cursor is not valid"),
        new("cursor ต้องเป็นค่าที่คำตอบก่อนหน้าให้มา และใช้กับคำถามเดิม", "Use a cursor that an answer gave, with the same question."));

    public static readonly ProblemKind CursorExpired = new("cursor-expired", 410,
        new("cursor หมดอายุแล้ว", "The cursor has expired"),
        new("เริ่มอ่านรายการใหม่จากหน้าแรก", "Start the list again from its first page."));
}
