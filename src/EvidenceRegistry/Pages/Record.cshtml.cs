using System.Globalization;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Records;
using EvidenceRegistry.Searching;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace EvidenceRegistry.Pages;

/// <summary>Everything known of a record, in reading order; for curators also the word on each of its tags, and a tag that nothing proposed.</summary>
public sealed class RecordModel : DecidingPage
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

    /// <summary>What was typed to be added, and is no code of anything.</summary>
    public string? Unknown { get; private set; }

    /// <summary>Codes that look like the unknown one.</summary>
    public IReadOnlyList<PlanNode> Near { get; private set; } = [];

    public string? Note { get; private set; }

    /// <summary>Sub-targets in force, to be completed while a code is typed.</summary>
    public IEnumerable<PlanNode> Targets => Tree.All(PlanSchemes.SubTarget).Where(t => !t.Retired).OrderBy(t => t.Code, StringComparer.Ordinal);

    public override string Here => $"{Address}#tags";

    public string AddAt => QueryHelpers.AddQueryString($"{Address}#add", "handler", "Add");

    public PlanTree Tree => Service<PlanTrees>().Current;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        var dbs = Service<RegistryDbs>();
        Request.Headers.IfNoneMatch = default;
        var answer = await RecordRoutes.GetAsync(id, HttpContext, dbs, Service<RecordViewing>());
        if (answer is RedirectHttpResult { Url: var elsewhere })
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

    /// <summary>A curator's word that the record is about a concept, place or year that nothing proposed: a confirmation like all others.</summary>
    public async Task<IActionResult> OnPostAddAsync(string id, [FromForm] string concept, [FromForm] string? note)
    {
        if (Only(Role.Curator) is { } no)
        {
            return no;
        }

        // A year may come as people write it.
        var written = concept.Trim();
        var year = written.Length == 4 && int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > DraftLimits.LastYear ? number - DraftLimits.BuddhistOffset : (int?)null;
        if (TagName.Read(year?.ToString(CultureInfo.InvariantCulture) ?? written, Tree) is { } name)
        {
            return await DecideAsync(id, TagView.NameOf(name.Code, name.Edition), TagVerdict.Confirm, note);
        }

        (Unknown, Note, Near) = (written, note, Tree.Nearest(written, 3, PlanSchemes.SubTarget, PlanSchemes.Factor));
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return await OnGetAsync(id);
    }

    /// <summary>The chart of a table, as the reader chose measure and areas for the table of that number; all others as they open.</summary>
    public SeriesChart Chart(int number, ResourceView table) => Request.Query["table"] == number.ToString(CultureInfo.InvariantCulture)
        ? SeriesChart.Of(table.Table!.Profile.Series!, Request.Query["measure"], [.. Request.Query["area"].OfType<string>()])
        : SeriesChart.Of(table.Table!.Profile.Series!);

    private string Address => $"/records/{Uri.EscapeDataString((string)RouteData.Values["id"]!)}{(Question is { } q ? QueryString.Create("q", q) : QueryString.Empty)}";

    public string AreaName(string code) => Tree.Areas.Find(code) is { } area ? In(area.Name) : code;

    public string TargetText(string code) => In(Tree.Find(code)?.Text);
}
