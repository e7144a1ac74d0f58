using EvidenceRegistry.Access;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Readings;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>What became of a submission: what was read, what was not and why, what is searchable.</summary>
internal static class ReceiptRoutes
{
    public static void MapReceipt(this IEndpointRouteBuilder records) =>
        records.MapGet("/{id}/receipt", GetAsync).Needs(Role.Submitter, Role.Curator).Produces<ReceiptView>().Produces(308).ProducesProblem(404).ProducesProblem(410)
            .WithName("get-receipt").WithSummary("What was read of each file, what was not and why; duplicates suspected; what is searchable.");

    internal static async Task<IResult> GetAsync(string id, HttpContext http, RegistryDbs dbs, OcrPrograms programs, IndexingOptions searched)
    {
        var cancel = http.RequestAborted;
        await using var db = dbs.Open();
        var record = await Intake.LoadAsync(db, id, cancel);
        if (record is { State: RecordState.Merged })
        {
            return RecordDoor.ToSurvivor(http, record);
        }

        if (WriteDoor.Refuse(http, record, id, null) is { } refusal)
        {
            return refusal;
        }

        var tools = programs.Enabled ? await programs.FindAsync(cancel) : new OcrTools([], "", "");
        var waiting = await db.Outbox.AsNoTracking().Where(o => o.RecordId == id).OrderBy(o => o.Id).ToListAsync(cancel);
        var poison = waiting.FirstOrDefault(o => o.Poisoned);
        var indexing = new IndexingView(
            poison is not null ? "failed" : waiting.Count > 0 ? "waiting" : "searchable",
            record!.Revision,
            waiting.Count == 0 ? record.Revision : null,
            poison?.Error);
        var today = ReadingClass.Today(db.Time);
        var beyond = SearchedText.Beyond(record.Files, searched.RecordCharacters);
        return TypedResults.Ok(new ReceiptView(
            id, record.Version, indexing.StoredRevision, indexing.SearchableRevision, indexing,
            [.. SearchedText.InOrder(record.Files.Where(f => f.RemovedAt is null)).Select(f => FileReceipt.Of(f, !beyond.Contains(f.Id), http.Language(), OcrReceipt.Of(f.Reading!, programs.Enabled, tools, http.Language())))],
            await DuplicatesAsync(db, record, cancel),
            ReceiptView.Proposed(record.Tags.Where(t => t.Status == TagStatus.Proposed && OpenTags.MayBeSeen(t, record, http.Caller().Rights, today))),
            record.Sample ? true : null));
    }

    private static async Task<IReadOnlyList<SuspectedDuplicate>> DuplicatesAsync(RegistryDb db, Record record, CancellationToken cancel)
    {
        // By its keys, and by what has a column with an index, so that a record which came a moment ago is not missed.
        var (doi, kind, id) = (record.Doi, record.Kind, record.Id);
        var same = doi is null ? [] : await db.Records.AsNoTracking()
            .Where(r => r.Id != id && r.Kind == kind && r.Doi == doi && (r.State == RecordState.Live || r.State == RecordState.Quarantined))
            .OrderBy(r => r.Id).Take(Lookalikes.Most).ToListAsync(cancel);
        var near = await Lookalikes.OfAsync(db, record, cancel);
        return [.. same.Select(r => Suspected(r, 1, ["doi"])).Concat(near.Select(n => Suspected(n.Record, n.Likeness.Score, n.Likeness.Reasons))).DistinctBy(d => d.Id).Take(Lookalikes.Most)];
    }

    private static SuspectedDuplicate Suspected(Record r, double score, IReadOnlyList<string> reasons) =>
        new(r.Id, r.Title, r.Year, reasons[0].Split(' ')[0], Math.Round(score, 3), reasons, r.Sample ? true : null);
}

/// <param name="SearchableRevision">Null while a change waits for the index.</param>
/// <param name="TagsProposed">Those that the caller may see: what closed text alone gives is for its readers.</param>
public sealed record ReceiptView(
    string Id, int Version, long StoredRevision, long? SearchableRevision, IndexingView Indexing, IReadOnlyList<FileReceipt> Files,
    IReadOnlyList<SuspectedDuplicate> Duplicates, IReadOnlyList<ProposedTag> TagsProposed, bool? Sample)
{
    /// <summary>The surest first, equal ones by code: each database gives them in an order of its own.</summary>
    internal static IReadOnlyList<ProposedTag> Proposed(IEnumerable<Tag> tags) =>
        [.. tags.OrderByDescending(t => t.Confidence).ThenBy(t => t.Scheme, StringComparer.Ordinal).ThenBy(t => t.Code, StringComparer.Ordinal).ThenBy(t => t.Edition, StringComparer.Ordinal)
            .Select(t => new ProposedTag(t.Scheme, t.Code, t.Edition, t.Confidence))];
}

/// <param name="State">searchable, waiting, or failed (its change waits alone, with the error).</param>
public sealed record IndexingView(string State, long StoredRevision, long? SearchableRevision, string? Error);

/// <param name="Why">doi, handle or title: the first of the reasons.</param>
/// <param name="Score">0–1; 1 where an identifier is the same.</param>
/// <param name="Reasons">As in the queue of duplicates.</param>
public sealed record SuspectedDuplicate(string Id, string Title, int? Year, string Why, double Score, IReadOnlyList<string> Reasons, bool? Sample);

public sealed record ProposedTag(string Scheme, string Code, string Edition, double? Confidence);

/// <param name="State">queued, reading, read, failed.</param>
/// <param name="Pages">As the file says; null until known.</param>
/// <param name="Reason">Stable code when something could not be read, or is not searched.</param>
/// <param name="Message">The same in words.</param>
/// <param name="Ocr">Where pages are pictures: what became of them.</param>
public sealed record FileReceipt(
    string Name, string State, int? Pages, int PagesRead, int PagesWithText, long Characters, DamageView Damage, string? Reason, string? Message, int TextRevision, OcrReceipt? Ocr)
{
    public static FileReceipt Of(StoredFile file, bool isSearched, string language, OcrReceipt? ocr)
    {
        var reading = file.Reading ?? throw new InvalidOperationException($"File {file.Id} has no reading.");
        var state = reading.State switch
        {
            ReadingState.Queued => "queued",
            ReadingState.Running => "reading",
            ReadingState.Read => "read",
            _ => "failed",
        };
        var why = isSearched ? reading.Reason : ReadingReasons.NotAllSearched;
        return new FileReceipt(
            file.Name, state, reading.Pages, reading.PagesRead, reading.PagesWithText, reading.Characters,
            new DamageView(reading.Mended + reading.Damage.GetValueOrDefault(PageBatch.LeftKey), reading.Mended, reading.Damage),
            why, why is null ? null : ReadingReasons.InWords(why).In(language), reading.TextRevision, ocr);
    }
}

/// <param name="Found">Places of Thai text that were damaged.</param>
/// <param name="Mended">Those that were repaired.</param>
/// <param name="Kinds">Kind → places.</param>
public sealed record DamageView(int Found, int Mended, IReadOnlyDictionary<string, int> Kinds);
