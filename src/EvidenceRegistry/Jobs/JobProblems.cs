using EvidenceRegistry.Access;

namespace EvidenceRegistry.Jobs;

/// <summary>Refusals about long work; docs/problems.md explains each.</summary>
public static class JobProblems
{
    public static readonly ProblemKind NotPaused = new("job-not-paused", 409,
        new("งานนี้ไม่ได้หยุดรอ", "The job does not wait for an answer"),
        new("สถานะของงานคือ {0}", "Its state is {0}."));
}
