namespace EvidenceRegistry.Storage;

/// <summary>A session that somebody signed out of before its time: copies of its cookie are good for nothing either. Kept until it would have ended by itself.</summary>
public sealed class EndedSession
{
    /// <summary>Random, from the sealed ticket.</summary>
    public required string Id { get; set; }

    public DateTime ExpiresAt { get; set; }
}
