using EvidenceRegistry.Access;

namespace EvidenceRegistry.Hosting;

/// <summary>Refusals that come before or around the chapters.</summary>
internal static class HostingProblems
{
    public static readonly ProblemKind MethodNotAllowed = new("method-not-allowed", 405,
        new("ใช้วิธีนี้กับที่อยู่นี้ไม่ได้", "This address does not take that method"),
        new("{0} ใช้ที่นี่ไม่ได้ ดูหัวข้อ Allow", "{0} cannot be used here; the Allow header names what can."));

    public static readonly ProblemKind NotAcceptable = new("not-acceptable", 406,
        new("ไม่มีรูปแบบที่ขอ", "Not available in the form asked for"),
        new("ลองขอ application/json", "Try application/json."));

    public static readonly ProblemKind SlowBody = new("slow-body", 408,
        new("ส่งเนื้อหาช้าเกินไป", "The body came too slowly"),
        new("การเชื่อมต่อหยุดนิ่งระหว่างส่ง ลองส่งใหม่ ไม่มีสิ่งใดถูกบันทึก", "It stalled on its way. Send it again; nothing was kept."));

    public static readonly ProblemKind BodyTooLarge = new("body-too-large", 413,
        new("เนื้อหาใหญ่เกินไป", "The body is too large"),
        new("รับได้ไม่เกิน {0} ไบต์", "At most {0} bytes are taken here."));

    public static readonly ProblemKind AddressTooLong = new("address-too-long", 414,
        new("ที่อยู่ยาวเกินไป", "The address is too long"),
        new("ที่อยู่และคำค้นยาว {0} ไบต์ รับได้ไม่เกิน {1}", "Path and query are {0} bytes long; at most {1} are taken."));

    public static readonly ProblemKind WrongContentType = new("wrong-content-type", 415,
        new("ชนิดเนื้อหาไม่ถูกต้อง", "The content type is not taken here"),
        new("ที่อยู่นี้ไม่รับ “{0}”", "This address does not take “{0}”."));

    public static readonly ProblemKind TooManyRequests = new("too-many-requests", 429,
        new("ส่งคำขอถี่เกินไป", "Too many requests"),
        new("รอ {0} วินาทีแล้วลองใหม่", "Wait {0} second(s) and try again."));

    public static readonly ProblemKind Failed = new("internal-error", 500,
        new("เกิดข้อผิดพลาดในระบบ", "Something went wrong on our side"),
        new("แจ้งรหัส {0} แก่ผู้ดูแลทะเบียน", "Tell the registry's administrator this code: {0}."));

    public static readonly ProblemKind IndexUnavailable = new("search-unavailable", 503,
        new("ขณะนี้ค้นหาไม่ได้", "Search is not available now"),
        new("ดัชนีค้นหาไม่ตอบ ระเบียนยังอ่านได้ตามปกติ ลองค้นใหม่ภายหลัง", "The search index does not answer. Records can still be read; try the search again later."));

    public static readonly ProblemKind NotReady = new("not-ready", 503,
        new("ยังไม่พร้อมให้บริการ", "Not ready to answer"),
        new("ส่วนที่ยังไม่พร้อม: {0}", "Not ready: {0}."));

    public static readonly ProblemKind DiskFull = new("disk-full", 507,
        new("พื้นที่จัดเก็บเต็ม", "The registry's disk is full"),
        new("ไม่มีสิ่งใดถูกบันทึก แจ้งผู้ดูแลทะเบียน", "Nothing of this request was kept. Tell the registry's administrator."));

    public static readonly ProblemKind ChangedMeanwhile = new("changed-meanwhile", 409,
        new("ระเบียนถูกแก้ไขโดยผู้อื่นในขณะเดียวกัน", "Somebody else changed the record at the same time"),
        new("อ่านระเบียนใหม่แล้วลองอีกครั้ง", "Read it again and repeat the change."));
}
