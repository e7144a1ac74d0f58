using EvidenceRegistry.Access;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Mvc;

namespace EvidenceRegistry.Pages;

/// <summary>How the registry is doing: engines, what waits, what went wrong, the disk; for admins also whether index and database agree, and a rebuild.</summary>
public sealed class StatusModel : RegistryPage
{
    private const double Gigabyte = 1 << 30;

    public StatusView? Status { get; private set; }

    /// <summary>Only when it was asked for: it looks at every record.</summary>
    public ConsistencyView? Agreement { get; private set; }

    /// <summary>A rebuild goes on, or changes wait: the page looks again by itself.</summary>
    public bool Moves => Agreement is null && (Status!.Feed.Pending > 0 || Status.LastRebuild is { State: JobState.Queued or JobState.Running });

    public int Percent => Status!.LastRebuild is { Counts: { } counts, Read: var read } && counts.GetValueOrDefault("total") is > 0 and var total ? (int)Math.Min(100, 100 * read / total) : 0;

    public string Gigabytes(long bytes) => (bytes / Gigabyte).ToString("N1", System.Globalization.CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(bool compare = false)
    {
        if (Only(Role.Harvester, Role.Curator) is { } no)
        {
            return no;
        }

        Status = await RegistryStatus.ReadAsync(
            Service<RegistryDbs>(), Service<FileStore>(), HttpContext.RequestServices.GetService<IEvidenceIndex>(), HttpContext.RequestServices.GetService<IndexFeed>(), Service<OldestChange>(), HttpContext.Caller().Role, HttpContext.RequestAborted);
        Agreement = compare && Is() ? await Service<Consistency>().CompareAsync(HttpContext.RequestAborted) : null;
        return Page();
    }

    public async Task<IActionResult> OnPostRebuildAsync() => Only()
        ?? After(await IndexRoutes.RebuildAsync(HttpContext, Service<JobQueue>(), HttpContext.RequestAborted), T("status.rebuilding"), "/status");
}
