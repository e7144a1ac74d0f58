using EvidenceRegistry.Access;

namespace EvidenceRegistry.Harvesting;

/// <summary>Refusals of the harvest; docs/problems.md explains each.</summary>
public static class HarvestProblems
{
    public static readonly ProblemKind SourceKnown = new("source-known", 409,
        new("มีแหล่งชื่อนี้อยู่แล้ว", "There is a source of that name"),
        new("ใช้ชื่ออื่น หรือแก้ไขแหล่ง {0}", "Use another name, or change source {0}."));

    public static readonly ProblemKind Busy = new("harvest-busy", 409,
        new("แหล่งนี้กำลังทำงานอยู่", "This source is at work"),
        new("รอให้แผนหรือการทำงานก่อนหน้าเสร็จก่อน", "Wait until its plan, run or undo has ended."));

    public static readonly ProblemKind NotRunnable = new("plan-not-runnable", 409,
        new("แผนนี้ทำไม่ได้", "The plan cannot run"),
        new("แผนอยู่ในสถานะ {0} สร้างแผนใหม่", "It is {0}. Make a new plan."));

    public static readonly ProblemKind NotUndoable = new("run-not-undoable", 409,
        new("ย้อนการทำงานนี้ไม่ได้", "The run cannot be taken back"),
        new("ย้อนได้เฉพาะการทำงานล่าสุดที่เสร็จแล้วของแหล่ง", "Only the newest run of a source that has ended can be."));

    public static readonly ProblemKind PortalFailed = new("portal-failed", 502,
        new("ถามแหล่งนี้ไม่สำเร็จ", "The portal could not be asked"),
        new("{0}", "{0}"));
}
