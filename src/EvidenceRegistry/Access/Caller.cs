using EvidenceRegistry.FullText;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Access;

/// <summary>Who asks, as far as a key says so.</summary>
/// <param name="Sources">Sources the key may write to; empty: all.</param>
/// <param name="Restricted">The key reads restricted text.</param>
public sealed record Caller(int ActorId, Role Role, int? AgencyNumber, IReadOnlyList<string> Sources, bool Restricted)
{
    /// <summary>A reader without a key.</summary>
    public static Caller Anyone { get; } = new(0, Role.Reader, null, [], false);

    public bool HasKey => ActorId != 0;

    /// <summary>The key shown; null without one.</summary>
    public string? KeyId { get; init; }

    /// <summary>Name of the actor; null without a key.</summary>
    public string? Name { get; init; }

    public bool MayWriteTo(string source) => Sources.Count == 0 || Sources.Contains(source, StringComparer.Ordinal);

    /// <summary>The table of DESIGN §3, as far as it depends on the reader; the page's class does the rest.</summary>
    public ReadingRights Rights => Role switch
    {
        Role.Curator or Role.Admin => ReadingRights.Everything,
        _ => new ReadingRights(false, Restricted, false, Role == Role.Submitter ? AgencyNumber : null),
    };
}

public static class Callers
{
    /// <summary>Put there by the authentication of keys; anyone where no key was shown.</summary>
    public static Caller Caller(this HttpContext http) => http.Features.Get<Caller>() ?? Access.Caller.Anyone;
}
