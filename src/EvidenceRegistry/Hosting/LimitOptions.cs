using System.ComponentModel.DataAnnotations;

namespace EvidenceRegistry.Hosting;

/// <summary>How much one request, one client and one connection may take.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Bytes of a JSON body.</summary>
    [Range(1024, 1L << 40)]
    public long JsonBody { get; init; } = 10L * 1024 * 1024;

    /// <summary>Bytes of any other body: a multipart study with its files, one file, a bulk submission.</summary>
    [Range(1024, 1L << 40)]
    public long FileBody { get; init; } = 200L * 1024 * 1024;

    /// <summary>Bytes of path and query as sent; a longer address is answered 414.</summary>
    [Range(1024, 512 * 1024)]
    public int Address { get; init; } = 64 * 1024;

    /// <summary>Bytes of all headers together.</summary>
    [Range(4096, 1024 * 1024)]
    public int Headers { get; init; } = 32 * 1024;

    /// <summary>Bytes a second below which a body counts as stalled after <see cref="SlowBodyGraceSeconds"/>; answered 408.</summary>
    [Range(1, 1_000_000)]
    public double SlowBodyBytesPerSecond { get; init; } = 240;

    /// <summary>Seconds a body may be slow. Kestrel looks once a second, so the least is 2.</summary>
    [Range(2, 3600)]
    public double SlowBodyGraceSeconds { get; init; } = 5;

    /// <summary>Requests a minute from one address without a key; 0: no limit. 1,000 a second is far above people, below a flood.</summary>
    [Range(0, int.MaxValue)]
    public int RequestsPerMinuteWithoutKey { get; init; } = 60_000;

    /// <summary>Requests a minute with one key; 0: no limit.</summary>
    [Range(0, int.MaxValue)]
    public int RequestsPerMinuteWithKey { get; init; } = 120_000;

    /// <summary>Seconds that requests at hand may take to end when the process is asked to stop.</summary>
    [Range(0, 3600)]
    public double StopSeconds { get; init; } = 20;

    /// <summary>Bytes that this request's body may have. A bulk file may be JSON and is still a file.</summary>
    public long BodyOf(HttpRequest request) => request.HasJsonContentType() && request.Path != Submissions.ImportRoutes.Address ? JsonBody : FileBody;
}
