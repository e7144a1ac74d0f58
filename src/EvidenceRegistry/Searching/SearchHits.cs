using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Searching;

/// <summary>Hits as the index names them, filled from the database: one query for records with their tags, one for pages.</summary>
internal sealed class SearchHits(RegistryDb db, RecordCards cards, PlanTree tree, ReadingRights rights, DateOnly today)
{
    /// <param name="passages">Null where nothing was asked in words.</param>
    public async Task<IReadOnlyList<HitView>> FillAsync(
        IReadOnlyList<Hit> hits, Passages? passages, IReadOnlyCollection<string> tagStatuses, CancellationToken cancel)
    {
        var records = await cards.OfAsync(db, [.. hits.Select(h => h.Id)], cancel);
        var pages = passages is null
            ? new Dictionary<PageRef, StoredPage>()
            : await StoredTexts.PagesAsync(db, [.. hits.Select(h => h.BestPage).OfType<PageRef>()], cancel);
        return [.. hits.Where(h => records.ContainsKey(h.Id)).Select(h => View(h, records[h.Id], passages, pages, tagStatuses))];
    }

    private HitView View(
        Hit hit, Record record, Passages? passages, IReadOnlyDictionary<PageRef, StoredPage> pages, IReadOnlyCollection<string> tagStatuses)
    {
        var content = record.Content;
        var tags = OpenTags.Of(record, today).Where(t => tagStatuses.Contains(t.Status.ToString(), StringComparer.OrdinalIgnoreCase))
            .OrderBy(t => t.Code, StringComparer.Ordinal).ThenBy(t => t.Edition, StringComparer.Ordinal).ToList();
        return new HitView(
            record.Id,
            record.Kind,
            content.Title,
            record.Year,
            record.Agency,
            ReadingClass.Of(record.Access, record.EmbargoUntil, today),
            content.Status,
            [.. tags.Where(t => !PlanSchemes.IsValueChain(t.Scheme)).Select(View)],
            [.. tags.Where(t => PlanSchemes.IsValueChain(t.Scheme)).Select(View)],
            hit.Score,
            passages is null ? null : PassageOf(hit, content, record.Version, passages, pages),
            record.Sample ? true : null,
            hit.Explanation?.Select(ScoreWords.Of).ToList(),
            hit.Words is null ? null : ScoreWords.Why(hit, content.Status),
            hit.Words?.Select(ScoreWords.Of).ToList());
    }

    private PassageView? PassageOf(Hit hit, RecordContent content, int version, Passages passages, IReadOnlyDictionary<PageRef, StoredPage> pages)
    {
        var fromPage = hit.BestPage is { } best && pages.TryGetValue(best, out var page) && page.MayBeRead(rights, today)
            ? passages.OfPage(page)
            : null;
        return fromPage ?? passages.BestOfMetadata(content, version);
    }

    private HitTagView View(Tag tag) => new(tag.Code, tag.Edition, tag.Status, tag.Status == TagStatus.Proposed ? tag.Confidence : null, tree.Find(tag.Code, tag.Edition)?.Text);
}
