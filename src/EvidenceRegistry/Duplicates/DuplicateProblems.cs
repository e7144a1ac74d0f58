using EvidenceRegistry.Access;

namespace EvidenceRegistry.Duplicates;

/// <summary>Refusals about pairs; docs/problems.md explains each.</summary>
public static class DuplicateProblems
{
    public static readonly ProblemKind Decided = new("pair-decided", 409,
        new("คู่นี้ได้รับการตัดสินแล้ว", "The pair is decided already"),
        new("ผลคือ {0} ยกเลิกด้วย undo ก่อนตัดสินใหม่", "It is {0}; undo that before deciding anew."));

    public static readonly ProblemKind NotDecided = new("pair-not-decided", 409,
        new("คู่นี้ยังไม่ได้รับการตัดสิน", "The pair is not decided yet"),
        new("ไม่มีสิ่งที่จะยกเลิก", "There is nothing to undo."));

    public static readonly ProblemKind SampleAndReal = new("pair-with-sample", 409,
        new("รวมระเบียนตัวอย่างกับระเบียนจริงไม่ได้", "A sample and a real record are not merged"),
        new("ระเบียน {0} เป็นตัวอย่าง ตัดสินว่าต่างกันแทน", "Record {0} is a sample; decide that they are different."));

    public static readonly ProblemKind NotBoth = new("pair-not-both-live", 409,
        new("ระเบียนใดระเบียนหนึ่งไม่อยู่แล้ว", "One of the two records is not there any more"),
        new("ระเบียน {0} ถูกนำออกหรือถูกรวมแล้ว", "Record {0} was removed or merged."));
}
