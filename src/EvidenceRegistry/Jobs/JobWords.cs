using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Jobs;

/// <summary>How a job stands, for people.</summary>
public static class JobWords
{
    public static LocalText Of(JobState state) => state switch
    {
        JobState.Queued => new("รอ", "waiting"),
        JobState.Running => new("กำลังทำ", "running"),
        JobState.Paused => new("พักรอคนตรวจ", "paused for a person"),
        JobState.Done => new("เสร็จแล้ว", "done"),
        JobState.Failed => new("ล้มเหลว", "failed"),
        JobState.Cancelled => new("ยกเลิกแล้ว", "cancelled"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
