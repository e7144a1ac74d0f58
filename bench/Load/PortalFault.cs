namespace EvidenceRegistry.Bench.Load;

/// <summary>What a portal can do to those who harvest it.</summary>
public enum PortalFault
{
    None,

    /// <summary>429 with Retry-After.</summary>
    TooManyWithRetryAfter,

    /// <summary>429 without.</summary>
    TooMany,

    /// <summary>503 with a page of HTML.</summary>
    BusyHtml,

    /// <summary>The first half of an answer, its length told truly.</summary>
    CutJson,

    /// <summary>200, HTML.</summary>
    WrongContentType,

    /// <summary>An answer byte by byte, longer than anybody waits.</summary>
    SlowBytes,

    /// <summary>The connection breaks in mid-answer.</summary>
    DroppedConnection,

    /// <summary>A dataset comes in front between two pages.</summary>
    InsertWhilePaging,

    /// <summary>One of the first goes between two pages and comes back afterwards.</summary>
    DeleteWhilePaging,

    /// <summary>Each page is cut from another order.</summary>
    ReorderWhilePaging,

    /// <summary>Count 0, once.</summary>
    EmptyOnce,

    /// <summary>Count 0, for ever.</summary>
    EmptyForEver,

    /// <summary>Half of it is gone in one gathering.</summary>
    HalfGoneOnce,

    /// <summary>Half of it is gone for ever.</summary>
    HalfGoneForEver,

    /// <summary>Some datasets are listed twice.</summary>
    DuplicateIds,

    /// <summary>An id stands for another dataset now.</summary>
    IdReused,

    /// <summary>The portal's clock is a day ahead.</summary>
    ClockSkew,

    /// <summary>The portal asks for another key.</summary>
    ChangedKey,

    /// <summary>Answers lead to a link-local address.</summary>
    RedirectToPrivate,

    /// <summary>200 with success: false.</summary>
    ErrorBody,

    /// <summary>One dataset of 40 MB.</summary>
    HugeDataset,
}
