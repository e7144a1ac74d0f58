namespace EvidenceRegistry.FullText;

/// <summary>A stretch of a question and the other ways to say it, as they are looked for besides it.</summary>
/// <param name="Typed">As it stands in the question.</param>
/// <param name="Also">The other ways, as they are shown.</param>
public sealed record Bridge(string Typed, IReadOnlyList<string> Also)
{
    internal IReadOnlyList<BridgedForm> Forms { get; init; } = [];

    /// <summary>Words of the stretch, as <see cref="QuestionWord.Key"/>.</summary>
    internal IReadOnlySet<string> Words { get; init; } = new HashSet<string>();
}
