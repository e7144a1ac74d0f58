using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Duplicates;

/// <param name="Decision">same: one record, the other id answers with it; different: remembered; versionOf: the second is a version of the first.</param>
/// <param name="Into">Of the two, the record that stays, or the one that the other is a version of; the older one unless said.</param>
public sealed record DuplicateDecision(DuplicateChoice Decision, string? Into = null);

public enum DuplicateChoice
{
    Same,
    Different,
    VersionOf,
}

/// <param name="Score">0–1; 1 where an identifier is the same.</param>
/// <param name="Reasons">Stable words with their figures, explained in docs/bulk.md.</param>
/// <param name="State">open, same, different, versionOf.</param>
public sealed record DuplicateView(
    long Id, DuplicateState State, double Score, IReadOnlyList<string> Reasons, DuplicateSide First, DuplicateSide Second, DateTime FoundAt, DateTime? DecidedAt)
{
    public static DuplicateView Of(DuplicatePair pair, IReadOnlyDictionary<string, Record> records) => new(
        pair.Id, pair.State, pair.Score, pair.Reasons, DuplicateSide.Of(pair.First, records.GetValueOrDefault(pair.First)),
        DuplicateSide.Of(pair.Second, records.GetValueOrDefault(pair.Second)), pair.FoundAt, pair.DecidedAt);
}

/// <summary>One record of a pair, with what a person needs to tell it from the other.</summary>
public sealed record DuplicateSide(string Id, LocalText? Title, IReadOnlyList<string> Authors, int? Year, string? Agency, string? Doi, bool? Sample)
{
    public static DuplicateSide Of(string id, Record? record) => record is null ? new DuplicateSide(id, null, [], null, null, null, null)
        : new DuplicateSide(id, record.Content.Title, [.. Lookalikes.WorkOf(record).Authors.Take(10)], record.Year, record.Agency, record.Doi, record.Sample ? true : null);
}

/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record DuplicateList(IReadOnlyList<DuplicateView> Pairs, string? Next);
