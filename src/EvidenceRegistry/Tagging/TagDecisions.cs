using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>A concept, place or year as a caller names it.</summary>
public sealed record TagName(string Scheme, string Code, string Edition)
{
    private const int FirstYear = 1800, LastYear = 2200;

    /// <summary><c>110301</c>, <c>110301@2566</c>, <c>110301F0101</c>, <c>O6.3</c>, <c>sdg:13</c>, <c>TH-54</c>, <c>2023</c>; null where nothing is called so.</summary>
    public static TagName? Read(string written, PlanTree tree) =>
        int.TryParse(written, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var year) && written.Length == 4 && year is > FirstYear and < LastYear
            ? new TagName(Tag.YearScheme, written, "")
            : tree.Areas.Find(written) is { } area ? new TagName(Tag.AreaScheme, area.Code, "")
            : tree.Find(written) is { } node ? new TagName(node.Scheme, node.Code, node.Edition)
            : null;
}

/// <summary>
/// What people say of tags, and what follows: the machine never overrules a person, two people who disagree make a dispute, an administrator
/// settles it. Every word is kept with its actor; undoing takes a word back and shows what stood without it.
/// </summary>
public sealed class TagDecisions(TimeProvider time)
{
    public const int LongestNote = 2000;

    /// <summary>Inside the writing of the caller, who saves; <c>record.Tags</c> must be loaded.</summary>
    /// <param name="settles">The actor is an administrator.</param>
    /// <param name="bulk">The bulk decision this is part of.</param>
    public async Task<Tag> DecideAsync(RegistryDb db, Record record, TagName name, TagVerdict verdict, string? note, bool settles, string? bulk, CancellationToken cancel)
    {
        var tag = record.Tags.FirstOrDefault(t => Is(t, name));
        var decision = new TagDecision
        {
            RecordId = record.Id,
            Scheme = name.Scheme,
            Code = name.Code,
            Edition = name.Edition,
            Verdict = verdict,
            Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
            ActorId = db.ActorId,
            Settles = settles,
            At = time.GetUtcNow().UtcDateTime,
            Before = tag?.Status,
            Model = tag?.Model,
            Confidence = tag?.Confidence,
            Sample = record.Sample,
            Bulk = bulk,
        };
        var all = await StandingAsync(db, record.Id, name, cancel);
        if (tag?.Status is not (TagStatus.Confirmed or TagStatus.Rejected or TagStatus.Disputed))
        {
            // No word holds it: it was proposed again after a rejection, whatever became of it since. Text or rules are others now, and what was said of the old ones has lapsed.
            all.ForEach(d => d.UndoneAt = decision.At);
        }

        db.TagDecisions.Add(decision);
        if (tag is null)
        {
            record.Tags.Add(tag = new Tag { RecordId = record.Id, Scheme = name.Scheme, Code = name.Code, Edition = name.Edition });
        }

        (tag.Status, tag.ActorId, tag.At) = (StatusOf([.. all, decision]) ?? TagStatus.Disputed, db.ActorId, decision.At);
        return tag;
    }

    /// <summary>Takes decisions back, all of one record and concept; what stood without them stands again. The caller saves.</summary>
    public async Task UndoAsync(RegistryDb db, Record record, IReadOnlyCollection<TagDecision> decisions, CancellationToken cancel)
    {
        foreach (var group in decisions.Where(d => d.UndoneAt is null).GroupBy(d => new TagName(d.Scheme, d.Code, d.Edition)).ToList())
        {
            var all = await StandingAsync(db, record.Id, group.Key, cancel);
            foreach (var one in group)
            {
                (one.UndoneAt, one.UndoneBy) = (time.GetUtcNow().UtcDateTime, db.ActorId);
            }

            if (record.Tags.FirstOrDefault(t => Is(t, group.Key)) is { } tag)
            {
                Stand(record, tag, all, time.GetUtcNow().UtcDateTime);
            }
        }
    }

    /// <summary>Brings a tag to what people's words in force come to; without any, to what sources claim or the machine proposed; where they say nothing either, it goes.</summary>
    /// <param name="words">All of this record and concept, oldest first.</param>
    internal static void Stand(Record record, Tag tag, IReadOnlyCollection<TagDecision> words, DateTime now)
    {
        var left = words.Where(d => d.UndoneAt is null).ToList();
        var status = StatusOf(left) ?? (tag.ClaimedBy.Count > 0 ? TagStatus.Claimed : tag.Confidence is not null ? TagStatus.Proposed : null);
        if (status is { } stands)
        {
            (tag.Status, tag.ActorId, tag.At) = (stands, left.Count > 0 ? left[^1].ActorId : null, now);
        }
        else
        {
            record.Tags.Remove(tag);
        }
    }

    /// <summary>What the decisions in force come to: the last word of each person counts; null when there is none.</summary>
    public static TagStatus? StatusOf(IReadOnlyCollection<TagDecision> decisions)
    {
        var ordered = decisions.Where(d => d.UndoneAt is null).OrderBy(d => d.At).ThenBy(d => d.Id == 0 ? long.MaxValue : d.Id).ToList();
        var settled = ordered.FindLastIndex(d => d.Settles);
        var words = ordered.Skip(Math.Max(0, settled)).GroupBy(d => d.ActorId).Select(g => g.Last().Verdict).Distinct().ToList();
        return words switch
        {
            [] => null,
            [TagVerdict.Confirm] => TagStatus.Confirmed,
            [TagVerdict.Reject] => TagStatus.Rejected,
            _ => TagStatus.Disputed,
        };
    }

    private static bool Is(Tag tag, TagName name) => tag.Scheme == name.Scheme && tag.Code == name.Code && tag.Edition == name.Edition;

    private static Task<List<TagDecision>> StandingAsync(RegistryDb db, string recordId, TagName name, CancellationToken cancel) =>
        db.TagDecisions.Where(d => d.RecordId == recordId && d.Scheme == name.Scheme && d.Code == name.Code && d.Edition == name.Edition && d.UndoneAt == null)
            .OrderBy(d => d.Id).ToListAsync(cancel);
}
