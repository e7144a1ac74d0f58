using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tagging;

/// <summary>Makes the views of tags, each reason only for those who may read the file it stands in.</summary>
public sealed class TagViewing(PlanTrees plans, TimeProvider time)
{
    /// <summary>Tags of a record that this reader may see, the surest first, with notes for curators; files in force, origins and tags must be loaded.</summary>
    public async Task<IReadOnlyList<TagView>> OfAsync(RegistryDb db, Record record, Caller reader, CancellationToken cancel)
    {
        var rights = reader.Rights;
        var decisions = await DecisionsAsync(db, [record.Id], reader.Role is Role.Curator or Role.Admin, cancel);
        var today = ReadingClass.Today(time);
        return [.. record.Tags.Where(t => OpenTags.MayBeSeen(t, record, rights, today))
            .OrderBy(t => t.Status).ThenByDescending(t => t.Confidence).ThenBy(t => t.Code, StringComparer.Ordinal)
            .Select(t => Of(t, record, rights, decisions))];
    }

    internal TagView Of(Tag tag, Record record, ReadingRights rights, ILookup<(string RecordId, string Scheme, string Code, string Edition), DecisionView> decisions)
    {
        var tree = plans.Current;
        var today = ReadingClass.Today(time);
        var detail = tag.Reasons is null ? new TagDetail([], []) : JsonColumn.Read<TagDetail>(tag.Reasons);
        var readable = tag.Files.All(MayRead);
        return new TagView(
            TagView.NameOf(tag.Code, tag.Edition), tag.Scheme, tag.Code, tag.Edition, TextOf(tree, tag.Scheme, tag.Code, tag.Edition), tag.Status,
            // A confirmed or claimed tag is everybody's; what the machine thought of it belongs to those who may read what it read.
            readable ? tag.Confidence : null,
            [.. detail.Reasons.Where(r => readable && (r.File is null || MayRead(r.File)))],
            readable ? [.. detail.Rivals.Select(r => new RivalView(r.Code, TextOf(tree, tag.Scheme, r.Code, tag.Edition), r.Score, r.Confidence))] : [],
            readable ? tag.Model : null, tag.At, [.. decisions[(record.Id, tag.Scheme, tag.Code, tag.Edition)]]);

        bool MayRead(string file) => record.Files.Any(f => f.Id == file && f.RemovedAt is null && rights.MayRead(f, record.Origins, today));
    }

    /// <param name="notes">The reader is a curator: people's reasons may quote what not everybody may read.</param>
    internal static async Task<ILookup<(string RecordId, string Scheme, string Code, string Edition), DecisionView>> DecisionsAsync(
        RegistryDb db, IReadOnlyCollection<string> records, bool notes, CancellationToken cancel)
    {
        var rows = await db.TagDecisions.AsNoTracking().Where(d => records.Contains(d.RecordId)).OrderBy(d => d.Id)
            .Join(db.Actors, d => d.ActorId, a => a.Id, (d, a) => new { Decision = d, a.Name }).ToListAsync(cancel);
        return rows.OrderBy(r => r.Decision.Id).ToLookup(
            r => (r.Decision.RecordId, r.Decision.Scheme, r.Decision.Code, r.Decision.Edition),
            r => new DecisionView(r.Decision.Id, r.Decision.Verdict, notes ? r.Decision.Note : null, r.Name, r.Decision.At, r.Decision.Before, r.Decision.Bulk, r.Decision.UndoneAt));
    }

    private static LocalText? TextOf(PlanTree tree, string scheme, string code, string edition) =>
        scheme == Tag.AreaScheme ? tree.Areas.Find(code)?.Name : scheme == Tag.YearScheme ? null : tree.Find(code, edition)?.Text;
}
