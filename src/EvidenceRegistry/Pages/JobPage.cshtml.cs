using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>A bulk file on its way: progress, the receipt in numbers, and the lines that need somebody's look.</summary>
public sealed class JobPageModel : RegistryPage
{
    private const int MostLines = 100;

    public JobView? Job { get; private set; }

    public JobReceiptView? Receipt { get; private set; }

    public IReadOnlyList<ReportLineView> Lines { get; private set; } = [];

    public bool Moves => Job!.State is JobState.Queued or JobState.Running;

    /// <summary>0–100; null while nobody can tell.</summary>
    public long? Percent => Job!.Counts.GetValueOrDefault(JobView.Size) is > 0 and var size ? Math.Min(100, 100 * Job.Counts.GetValueOrDefault(JobView.Position) / size) : null;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        if (Only(Role.Submitter, Role.Curator, Role.Harvester) is { } no)
        {
            return no;
        }

        var (dbs, cancel) = (Service<RegistryDbs>(), HttpContext.RequestAborted);
        Job = Take<JobView>(await JobRoutes.GetAsync(id, HttpContext, dbs, Service<TimeProvider>(), cancel));
        if (Job is null || Moves)
        {
            // The whole report is read for what follows; a page that renews itself does not read it while the job adds to it.
            return Page();
        }

        Request.Headers.Accept = "application/json";
        Receipt = PageAnswer.Of<JobReceiptView>(await JobReceipt.GetAsync(id, HttpContext, dbs, cancel)).Value;
        var lines = new List<ReportLineView>();
        await foreach (var part in JobReport.ReadAsync(dbs, id, cancel))
        {
            lines.AddRange(part.Where(l => l.Outcome == ReportLine.Refused).Take(MostLines - lines.Count).Select(l => ReportLineView.Of(l, Language)));
            if (lines.Count >= MostLines)
            {
                break;
            }
        }

        Lines = lines;
        return Page();
    }

    /// <summary>The whole report as a table to save.</summary>
    public async Task<IActionResult> OnGetReportAsync(string id)
    {
        if (Only(Role.Submitter, Role.Curator, Role.Harvester) is { } no)
        {
            return no;
        }

        await (await ReportRoutes.ReportAsync(id, HttpContext, Service<RegistryDbs>(), HttpContext.RequestAborted, "csv")).ExecuteAsync(HttpContext);
        return new EmptyResult();
    }

    public async Task<IActionResult> OnPostCancelAsync(string id) => Only(Role.Submitter, Role.Curator, Role.Harvester)
        ?? After(await JobRoutes.CancelAsync(id, HttpContext, Service<RegistryDbs>(), Service<JobQueue>(), HttpContext.RequestAborted), T("job.cancelled"), $"/jobs/{id}");

    public async Task<IActionResult> OnPostResumeAsync(string id) => Only(Role.Submitter, Role.Curator, Role.Harvester)
        ?? After(await JobRoutes.ResumeAsync(id, HttpContext, Service<RegistryDbs>(), Service<JobQueue>(), HttpContext.RequestAborted), T("job.resumed"), $"/jobs/{id}");
}
