using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Records;
using EvidenceRegistry.Searching;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>Everything known of a record, in reading order.</summary>
public sealed class RecordModel : RegistryPage
{
    public RecordView? View { get; private set; }

    public IReadOnlyList<TagView> Tags { get; private set; } = [];

    public IReadOnlyList<ReadableFile> Files { get; private set; } = [];

    public IReadOnlyList<PassageView> Passages { get; private set; } = [];

    public IReadOnlyList<VersionView> Versions { get; private set; } = [];

    public IReadOnlyList<RelatedRecord> Related { get; private set; } = [];

    public IReadOnlyList<HitView> Similar { get; private set; } = [];

    public IReadOnlyList<ResourceView> Resources { get; private set; } = [];

    public FitnessView? Fitness { get; private set; }

    public IReadOnlyList<CitationStyle> Citations { get; private set; } = [];

    public string? Question => Request.Query["q"].ToString() is { Length: > 0 } q ? q : null;

    public PlanTree Tree => Service<PlanTrees>().Current;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        var dbs = Service<RegistryDbs>();
        Request.Headers.IfNoneMatch = default;
        var answer = await RecordRoutes.GetAsync(id, HttpContext, dbs, Service<RecordViewing>());
        if (PageAnswer.Of<RecordView>(answer).Value is null && Response.Headers.Location is [{ } elsewhere])
        {
            return RedirectPermanent(elsewhere.Replace(RecordRoutes.Root, "/records", StringComparison.Ordinal));
        }

        View = Take<RecordView>(answer);
        if (View is null)
        {
            return Refused is null ? NotFound() : Page();
        }

        Response.Headers.Remove("ETag");
        Tags = Take<RecordTagList>(await TagRoutes.OfRecordAsync(id, HttpContext, dbs, Service<TagViewing>(), HttpContext.RequestAborted))?.Tags ?? [];
        Files = Take<FileList>(await FileRoutes.ListAsync(id, HttpContext, dbs, Service<RecordViewing>(), Service<TimeProvider>()))?.Files ?? [];
        Versions = Take<HistoryView>(await HistoryRoutes.GetAsync(id, HttpContext, dbs))?.Versions ?? [];
        Related = Take<RelatedView>(await RelatedRoutes.GetAsync(id, HttpContext, dbs))?.Relations ?? [];
        Similar = PageAnswer.Of<SimilarListView>(await SimilarRoutes.SimilarAsync(id, PageRequest.Of(HttpContext), Service<SearchDoor>(), "5")).Value?.Hits ?? [];
        if (Question is { } question)
        {
            Passages = PageAnswer.Of<PassageListView>(await PassageRoutes.PassagesAsync(id, PageRequest.Of(HttpContext, KeyValuePair.Create("q", (string?)question)), Service<SearchDoor>(), question)).Value?.Passages ?? [];
        }

        if (View is DatasetView)
        {
            Fitness = Take<FitnessView>(await FitnessRoutes.GetAsync(id, HttpContext, dbs, Service<TimeProvider>()));
            Resources = (await ResourceRoutes.GetAsync(id, dbs, HttpContext.RequestAborted)).Value ?? [];
        }

        Citations = CitationStyle.All(View);
        return Page();
    }

    /// <summary>The chart of a table, as the reader chose measure and areas for the table of that number; all others as they open.</summary>
    public SeriesChart Chart(int number, ResourceView table) => Request.Query["table"] == number.ToString(System.Globalization.CultureInfo.InvariantCulture)
        ? SeriesChart.Of(table.Table!.Profile.Series!, Request.Query["measure"], [.. Request.Query["area"].OfType<string>()])
        : SeriesChart.Of(table.Table!.Profile.Series!);

    public string AreaName(string code) => Tree.Areas.Find(code) is { } area ? In(area.Name) : code;

    public string TargetText(string code) => In(Tree.Find(code)?.Text);
}
