using EvidenceRegistry.Access;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Submissions;

/// <summary>Whether a record that is named by its id can be written to by this caller, asked inside the writing.</summary>
internal static class WriteDoor
{
    /// <summary>Null when it can; else the answer.</summary>
    public static ProblemHttpResult? Refuse(HttpContext http, Record? record, string id, int? version)
    {
        if (record is null)
        {
            return Refusal.None(http, Things.Record, id);
        }

        return record.State == RecordState.Merged ? Merged(http, record)
            : record.State == RecordState.Removed ? RecordProblems.Gone(http, record)
            : !Ownership.MayTouch(http.Caller(), record, out _) ? Refusal.Of(http, SubmissionProblems.NotTheirs)
            : IfMatch.Misses(version, record.Version) ? Refusal.Of(http, SubmissionProblems.Stale)
            : null;
    }

    /// <summary>A merged record is written to under the id it went into, which the caller must name: what stands there is another's as well.</summary>
    public static ProblemHttpResult Merged(HttpContext http, Record record)
    {
        http.Response.Headers.Location = RecordRoutes.AddressOf(record.MergedInto!);
        return Refusal.Of(http, SubmissionProblems.Merged, record.MergedInto!);
    }
}
