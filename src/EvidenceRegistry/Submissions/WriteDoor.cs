using EvidenceRegistry.Access;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Submissions;

/// <summary>Whether a record that is named by its id can be written to by this caller, asked inside the writing.</summary>
internal static class WriteDoor
{
    /// <summary>Null when it can; else the answer. A merged record is written to under the id it went into.</summary>
    public static ProblemHttpResult? Refuse(HttpContext http, Record? record, string id, int? version)
    {
        if (record is null || record.State == RecordState.Merged)
        {
            return RecordProblems.None(http, $"record {id}");
        }

        return record.State == RecordState.Removed ? RecordProblems.Gone(http, record)
            : !Ownership.MayTouch(http.Caller(), record, out _) ? Refusal.Of(http, SubmissionProblems.NotTheirs)
            : IfMatch.Misses(version, record.Version) ? Refusal.Of(http, SubmissionProblems.Stale)
            : null;
    }
}
