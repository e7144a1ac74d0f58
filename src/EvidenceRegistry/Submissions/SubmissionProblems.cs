using EvidenceRegistry.Access;

namespace EvidenceRegistry.Submissions;

/// <summary>Refusals of writes; docs/problems.md explains each.</summary>
public static class SubmissionProblems
{
    public static readonly ProblemKind InvalidDraft = new("invalid-draft", 400,
        new("ข้อมูลที่ส่งมาไม่ถูกต้อง", "What was sent is not valid"),
        new("พบข้อผิดพลาด {0} แห่ง ดูตำแหน่งใน errors", "{0} thing(s) are wrong; errors says where."));

    public static readonly ProblemKind BadMultipart = new("bad-multipart", 400,
        new("อ่านเนื้อหาแบบ multipart ไม่ได้", "The multipart body cannot be read"),
        new("เนื้อหาขาดตอนหรือขอบเขตไม่ถูกต้อง", "It ends early or its boundaries are wrong."));

    public static readonly ProblemKind AlreadyKnown = new("already-known", 409,
        new("มีรหัสต้นทางนี้อยู่แล้ว", "This source id is already known"),
        new("ระเบียน {0} มีอยู่แล้ว ใช้ PUT เพื่อแทนที่", "It is record {0}. Use PUT to replace its layer."));

    public static readonly ProblemKind Merged = new("merged", 409,
        new("ระเบียนนี้รวมเข้ากับอีกระเบียนแล้ว", "This record went into another"),
        new("เขียนที่ระเบียน {0} แทน", "Write to record {0} instead."));

    public static readonly ProblemKind Stale = new("stale", 412,
        new("ระเบียนเปลี่ยนไปแล้ว", "The record has changed"),
        new("รุ่นที่อ้างใน If-Match ไม่ใช่รุ่นปัจจุบัน อ่านใหม่แล้วส่งอีกครั้ง", "The version in If-Match is not the current one. Read it again, then send again."));

    public static readonly ProblemKind NotTheirs = new("not-theirs", 403,
        new("ระเบียนนี้มาจากหน่วยงานอื่น", "The record came from another agency"),
        new("แก้ไขได้เฉพาะหน่วยงานที่ส่งเข้ามาหรือผู้ดูแลข้อมูล", "Only the agency that handed it in, or a curator, may change it."));

    public static readonly ProblemKind BytesGone = new("bytes-gone", 503,
        new("ไฟล์หายไประหว่างบันทึก", "A file went away while it was being written"),
        new("ส่งใหม่อีกครั้ง", "Send it again."));

    public static readonly ProblemKind KeyReused = new("idempotency-key-reused", 409,
        new("Idempotency-Key นี้ใช้กับคำขออื่นแล้ว", "This Idempotency-Key belongs to another request"),
        new("ใช้ค่าใหม่สำหรับเนื้อหาใหม่", "Use a new one for another body."));

    public static readonly ProblemKind BadKey = new("idempotency-key-invalid", 400,
        new("Idempotency-Key ไม่ถูกต้อง", "The Idempotency-Key is not valid"),
        new("ใช้ 1 ถึง {0} อักขระ", "Use 1 to {0} characters."));

    public static readonly ProblemKind BadIfMatch = new("if-match-invalid", 400,
        new("If-Match ไม่ถูกต้อง", "If-Match is not valid"),
        new("ใช้ค่า ETag ที่ทะเบียนให้ไว้ หรือ *", "Use an ETag that the registry gave, or *."));

    public static readonly ProblemKind NothingToRestore = new("nothing-to-restore", 409,
        new("ไม่มีสิ่งที่จะคืน", "There is nothing to restore"),
        new("ระเบียนนี้ไม่ได้ถูกนำออก หรือถูกล้างแล้ว", "The record is not removed, or it was purged."));
}
