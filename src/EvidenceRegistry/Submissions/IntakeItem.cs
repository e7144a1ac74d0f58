using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Submissions;

/// <summary>One draft on its way through the door, with what could be worked out before the writing was opened.</summary>
/// <param name="sent">Files whose bytes are safe already.</param>
public sealed class IntakeItem(RecordDraft draft, IReadOnlyList<IntakeFile> sent)
{
    private IReadOnlyList<DraftProblem>? _codeProblems;
    private string? _hash;
    private string? _sentHash;

    public RecordDraft Draft => draft;

    public DraftAddress Address { get; } = new(draft.Source, draft.SourceId);

    public IReadOnlyList<IntakeFile> Sent => sent;

    /// <summary>What the draft does to the layer that stands.</summary>
    public LayerRule Layer { get; init; }

    /// <summary>Members an erase mark names.</summary>
    public IReadOnlyList<string> Erased { get; init; } = [];

    /// <summary>Where it stands in its file; empty for a draft that came alone.</summary>
    public string Locator { get; init; } = "";

    /// <summary>Makes <see cref="SentHash"/> of the draft as it came; null where nobody asks for it.</summary>
    public Func<string>? HashSent { get; init; }

    /// <summary>SHA-256 of the entry as it came.</summary>
    public string? SentHash => _sentHash ??= HashSent?.Invoke();

    /// <summary>A dry run: files need not be in the store, for nothing will name them.</summary>
    public bool Trial { get; init; }

    /// <summary>Where its layer is new: the record it is laid on, known to be the same thing; null: one of its own.</summary>
    public string? Joins { get; init; }

    /// <summary>Nothing beside the entry itself decides what it does: the same entry again does nothing.</summary>
    public bool Alone => HashSent is not null && sent.Count == 0 && draft.Files.Count == 0;

    /// <summary>Brings codes to their answered form and hashes; safe on any thread, once per item.</summary>
    internal void Prepare(DraftCodes codes)
    {
        _sentHash = SentHash;
        _codeProblems ??= codes.Settle(draft.Content);
        _hash ??= DraftHash.Of(draft.Content);
    }

    /// <summary>The layer it makes of the one that stands, and what is wrong with that.</summary>
    internal (RecordContent Content, string Hash, IReadOnlyList<DraftProblem> Problems) Over(RecordContent? known, DraftCodes codes)
    {
        Prepare(codes);
        if (known is null)
        {
            return (draft.Content, _hash!, [.. _codeProblems!, .. Lacking(draft.Content)]);
        }

        var content = Layer == LayerRule.KeepsWhatIsKnown ? LayerMerge.Onto(known, draft.Content, Erased) : draft.Content;
        var kept = Keep(content, known);
        return (content, ReferenceEquals(content, draft.Content) && !kept ? _hash! : DraftHash.Of(content), [.. _codeProblems!, .. Lacking(content)]);
    }

    private IReadOnlyList<DraftProblem> Lacking(RecordContent content) =>
        Layer == LayerRule.KeepsWhatIsKnown ? LayerMerge.Lacking(content, Locator) : [];

    /// <summary>Omission never opens: what a layer leaves out about access stays as that layer had it. Nor does it unmark a sample.</summary>
    private static bool Keep(RecordContent content, RecordContent before)
    {
        var kept = (content.Access is null && before.Access is not null)
            || (content.EmbargoUntil is null && before.EmbargoUntil is not null)
            || (content.Sample is null && before.Sample is not null);
        content.Access ??= before.Access;
        content.EmbargoUntil ??= before.EmbargoUntil;
        content.Sample ??= before.Sample;
        return kept;
    }
}
