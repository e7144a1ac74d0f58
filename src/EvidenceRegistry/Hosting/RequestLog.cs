using EvidenceRegistry.Access;

namespace EvidenceRegistry.Hosting;

/// <summary>One line for each request. The query and all headers stay out: people's questions and keys are nobody's business.</summary>
internal sealed partial class RequestLog(RequestDelegate next, TimeProvider time, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var start = time.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            var level = http.Response.StatusCode >= 500 ? LogLevel.Warning
                : http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) ? LogLevel.Debug
                : LogLevel.Information;
            Line(log, level, http.Request.Method, http.Request.Path, http.Response.StatusCode,
                time.GetElapsedTime(start).TotalMilliseconds, http.Caller().Name ?? "-", http.TraceIdentifier);
        }
    }

    [LoggerMessage(EventId = 1, Message = "{Method} {Path} {Status} {Milliseconds:0.0} ms, actor {Actor}, trace {TraceId}")]
    private static partial void Line(ILogger log, LogLevel level, string method, PathString path, int status, double milliseconds, string actor, string traceId);
}
