namespace EvidenceRegistry.Harvesting;

/// <summary>What a request to a portal came to. The words in kebab-case stand in answers and logs.</summary>
public enum PortalFault
{
    None,

    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    TimedOut,

    /// <summary>429 or 503: asked to come back later.</summary>
    Busy,

    /// <summary>Another 5xx.</summary>
    ServerError,

    /// <summary>Cut, HTML, or another program's answer.</summary>
    Unreadable,

    /// <summary>More bytes than allowed.</summary>
    TooLarge,

    /// <summary>401, or 403 for the whole portal.</summary>
    KeyRefused,

    /// <summary>There is no such thing, or it may not be seen.</summary>
    NotThere,

    /// <summary>Another 4xx.</summary>
    BadRequest,

    /// <summary>A private or link-local address, or a redirect that leads to one, to no web address or round in circles.</summary>
    AddressRefused,

    /// <summary>Not the portal's doing: its source's pause window has begun.</summary>
    Paused,
}

/// <param name="Body">Unpacked; empty where there was none.</param>
/// <param name="RetryAfter">As the portal asked; null where it did not.</param>
internal sealed record PortalAnswer(PortalFault Fault, ReadOnlyMemory<byte> Body, string? Detail = null, TimeSpan? RetryAfter = null, int Status = 0)
{
    /// <summary>Trying again later may help.</summary>
    public bool Passing => Fault is PortalFault.Unreachable or PortalFault.TimedOut or PortalFault.Busy or PortalFault.ServerError or PortalFault.Unreadable;
}

/// <summary>The portal could not be asked to the end; what was done stays, and the run goes on later.</summary>
public sealed class PortalException(PortalFault fault, string? detail, TimeSpan? retryAfter = null) : Exception($"{Word(fault)}: {PortalText.Cut(detail)}")
{
    public PortalFault Fault => fault;

    public TimeSpan? RetryAfter => retryAfter;

    public static string Word(PortalFault fault) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(fault.ToString());
}

/// <summary>What a portal says of itself or of its faults, on its way in: it may be of any length.</summary>
internal static class PortalText
{
    private const int Longest = 300;

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(said))]
    public static string? Cut(string? said) => said is not { Length: > Longest } ? said : said[..(char.IsHighSurrogate(said[Longest - 1]) ? Longest - 1 : Longest)] + "…";
}
