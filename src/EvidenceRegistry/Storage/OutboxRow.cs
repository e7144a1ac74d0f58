namespace EvidenceRegistry.Storage;

/// <summary>
/// Says that a record changed; carries no content. Saved in the transaction of the change, taken by the index feed, deleted
/// after the index has the change durable and visible. Order and repetition do not matter.
/// </summary>
public sealed class OutboxRow
{
    /// <summary>Monotone, never reused: the change token.</summary>
    public long Id { get; set; }

    public required string RecordId { get; set; }

    /// <summary>Token of the write this row follows up (text arrived); null: the row's own id.</summary>
    public long? Origin { get; set; }

    /// <summary>Something was closed: searches leave this record's text out until the row is gone.</summary>
    public bool Narrowing { get; set; }

    public int Attempts { get; set; }

    public DateTime? NextTry { get; set; }

    public string? Error { get; set; }

    /// <summary>Waits alone and holds up nobody; shown on the status page.</summary>
    public bool Poisoned { get; set; }
}

/// <summary>One hand at a time: whoever holds the name until the time, with an epoch that late hands do not have.</summary>
public sealed class Lease
{
    public required string Name { get; set; }

    public string? Holder { get; set; }

    public long Epoch { get; set; }

    public DateTime? Until { get; set; }
}

/// <summary>A fact about the registry itself: what has been seeded, with which programme version.</summary>
public sealed class Setting
{
    /// <summary>Name of the count of writes that closed something to somebody, and of arrivals of such in the index.</summary>
    public const string Narrowings = "narrowings";

    /// <summary>Name of the state of the index: another value, never one that was before, with every batch of the outbox that it has made visible.</summary>
    public const string IndexState = "index-state";

    /// <summary>Name of the state of plans and areas: another value with every import that wrote something.</summary>
    public const string PlansState = "plans-state";

    public required string Name { get; set; }

    public required string Value { get; set; }
}
