namespace EvidenceRegistry.Storage;

/// <summary>
/// A question that found nothing, or not all it asked for, and how often. It holds nobody's name, key or address, and no hour: only on how
/// many days it was asked, and by how many different keys on one day at most, which are counted in memory and never kept.
/// </summary>
public sealed class UnfoundQuestion
{
    public int Id { get; set; }

    /// <summary>Twelve bytes of a hash over question and filters, in hexadecimal: one row each.</summary>
    public required string Hash { get; set; }

    /// <summary>Normalised: case, spaces, digits and ways of typing folded.</summary>
    public required string Question { get; set; }

    /// <summary>The filters in force, <c>name:value</c>, by name.</summary>
    public required string Filters { get; set; }

    /// <summary>Records it found when it was asked last; more than 0 where words had to be let go.</summary>
    public long Hits { get; set; }

    /// <summary>How often it was asked.</summary>
    public long Times { get; set; }

    /// <summary>Different days it was asked on.</summary>
    public int Days { get; set; }

    /// <summary>Different keys on one day, at most.</summary>
    public int Keys { get; set; }

    /// <summary>First day it was asked on, in Bangkok.</summary>
    public DateOnly FirstDay { get; set; }

    public DateOnly LastDay { get; set; }
}
