using EvidenceRegistry.Access;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Hosting;

/// <summary>Turns what was thrown into a problem document, or a page for a browser: what the client can mend by its place, the rest as a code for the log alone.</summary>
internal sealed class ExceptionProblems(LimitOptions limits, ILogger<ExceptionProblems> log) : IExceptionHandler
{
    // SQLITE_FULL (sqlite.org/rescode.html#full) and ENOSPC as .NET reports it on Unix and Windows.
    private const int SqliteFull = 13;
    private const int NoSpaceUnix = 28;
    private const int NoSpaceWindows = unchecked((int)0x80070070);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        await ErrorPages.AnswerAsync(httpContext, Answer(httpContext, exception));
        return true;
    }

    private ProblemHttpResult Answer(HttpContext http, Exception thrown)
    {
        switch (thrown)
        {
            case BadHttpRequestException { StatusCode: 408 }:
                return Refusal.Of(http, HostingProblems.SlowBody);
            case BadHttpRequestException { StatusCode: 413 }:
                return Refusal.Of(http, HostingProblems.BodyTooLarge, limits.BodyOf(http.Request));
            case BadHttpRequestException { StatusCode: 415 }:
                return Refusal.Of(http, HostingProblems.WrongContentType, http.Request.ContentType ?? "-");
            case BadHttpRequestException bad:
                return Refusal.Of(http, ProblemKinds.InvalidRequest, [BadRequestPlace.Of(bad, http.Language())], 1);
            case IndexUnavailableException away:
                log.LogWarning("The index does not answer: {Reason}", away.Message);
                http.Response.Headers.RetryAfter = "5";
                return Refusal.Of(http, HostingProblems.IndexUnavailable);
            case DbUpdateConcurrencyException:
                return Refusal.Of(http, HostingProblems.ChangedMeanwhile);
            case var away when DatabaseAway.Is(away):
                log.LogWarning(away, "The database does not answer");
                http.Response.Headers.RetryAfter = "5";
                return Refusal.Of(http, HostingProblems.NotReady, "database");
            case var full when Causes.Of(full).Any(IsDiskFull):
                log.LogError(full, "The disk is full.");
                return Refusal.Of(http, HostingProblems.DiskFull);
            default:
                log.LogError(thrown, "{Method} {Path} failed ({TraceId})", http.Request.Method, http.Request.Path, http.TraceIdentifier);
                return Refusal.Of(http, HostingProblems.Failed, http.TraceIdentifier);
        }
    }

    private static bool IsDiskFull(Exception thrown) => thrown is SqliteException { SqliteErrorCode: SqliteFull } or IOException { HResult: NoSpaceUnix or NoSpaceWindows };
}
