using EvidenceRegistry.Access;
using EvidenceRegistry.Records;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EvidenceRegistry.Submissions;

/// <summary>The version a write believes to replace (RFC 9110 §13.1.1).</summary>
internal static class IfMatch
{
    /// <summary>Null version: none was named. <c>*</c> asks only that the record exists: version 0.</summary>
    public static (int? Version, ProblemHttpResult? Refusal) Read(HttpContext http)
    {
        var said = http.Request.Headers.IfMatch;
        if (said.Count == 0)
        {
            return (null, null);
        }

        return said.ToString().Trim() is "*" ? (0, null)
            : RecordTag.Read(said.ToString()) is { } version ? (version, null)
            : (null, Refusal.Of(http, SubmissionProblems.BadIfMatch));
    }

    /// <summary>True when the record is not the one the caller means.</summary>
    public static bool Misses(int? wanted, int? version) => wanted is not null && (version is null || (wanted != 0 && wanted != version));
}
