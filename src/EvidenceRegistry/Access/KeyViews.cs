using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Access;

/// <summary>A key that an administrator asks for.</summary>
public sealed record NewKeyRequest
{
    public required Role Role { get; init; }

    /// <summary>Name of the person or service it belongs to, up to 200 characters; made when it is new.</summary>
    /// <example>ระบบส่งงานวิจัยตัวอย่าง</example>
    public required string Actor { get; init; }

    public ActorKind ActorKind { get; init; } = ActorKind.Service;

    /// <summary>Agency of a new actor; its submitters read the closed files that the agency's actors hand in.</summary>
    public string? Agency { get; init; }

    /// <summary>Sources the key may write to; none named: all.</summary>
    public List<string>? Sources { get; init; }

    /// <summary>The key reads restricted text.</summary>
    public bool Restricted { get; init; }

    /// <summary>An instant to come; none: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A key as lists show it, without its secret.</summary>
/// <param name="Prefix">First characters after <c>erk_</c>.</param>
public sealed record KeyView(
    string Id, string Prefix, Role Role, string Actor, ActorKind ActorKind, string? Agency, IReadOnlyList<string> Sources, bool Restricted,
    DateTime CreatedAt, DateTime? ExpiresAt, DateTime? LastUsedAt, DateTime? RevokedAt);

/// <param name="Secret">Shown this once.</param>
public sealed record NewKeyView(string Secret, KeyView Key);

/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record KeyListView(IReadOnlyList<KeyView> Keys, string? Next);
