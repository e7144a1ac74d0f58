namespace EvidenceRegistry.FullText.Tests;

/// <summary>How a server misbehaves.</summary>
public enum Fault
{
    None,

    /// <summary>429 and Retry-After.</summary>
    Busy,

    /// <summary>200 and a page for people.</summary>
    Page,

    /// <summary>502 and a page for people.</summary>
    Gateway,

    /// <summary>The connection ends without an answer.</summary>
    Broken,

    /// <summary>The answer comes after anybody would wait for it.</summary>
    Slow,

    /// <summary>The request is done, and its answer lost on the way.</summary>
    Lost,
}
