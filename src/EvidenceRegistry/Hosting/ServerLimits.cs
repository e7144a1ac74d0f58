using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EvidenceRegistry.Hosting;

/// <summary>What the server takes from one connection before any of our code sees it.</summary>
public static class ServerLimits
{
    // Longer than any address we answer with 414 in words; the server's own answer beyond this has no body.
    private const int RequestLine = 1024 * 1024;

    public static void Apply(KestrelServerOptions kestrel, LimitOptions limits)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = limits.FileBody;
        kestrel.Limits.MaxRequestLineSize = RequestLine;
        kestrel.Limits.MaxRequestBufferSize = 2 * RequestLine;
        kestrel.Limits.MaxRequestHeadersTotalSize = limits.Headers;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(limits.SlowBodyBytesPerSecond, TimeSpan.FromSeconds(limits.SlowBodyGraceSeconds));
    }
}
