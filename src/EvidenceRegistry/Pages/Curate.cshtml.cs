using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace EvidenceRegistry.Pages;

/// <summary>The queue of tags that are proposed, or in dispute, worked by keyboard: j and k go on and back, y confirms, n rejects, d disputes.</summary>
public sealed class CurateModel : DecidingPage
{
    private const int AtOnce = 10;

    public QueueView? Queue { get; private set; }

    /// <summary>What is proposed: concepts of the trees, places and years.</summary>
    public IReadOnlyList<string> Schemes { get; private set; } = [];

    /// <summary>How many wait in each state that can be chosen, of the kind that is chosen.</summary>
    public IReadOnlyList<(TagStatus Status, long Total)> Totals { get; private set; } = [];

    public string? Scheme => Request.Query["scheme"].ToString() is { Length: > 0 } scheme ? scheme : null;

    public TagStatus Status => string.Equals(Request.Query["status"], nameof(TagStatus.Disputed), StringComparison.OrdinalIgnoreCase) ? TagStatus.Disputed : TagStatus.Proposed;

    public override string Here => Address(Scheme, Status);

    public async Task<IActionResult> OnGetAsync(string? cursor = null)
    {
        if (Only(Role.Curator) is { } no)
        {
            return no;
        }

        var (queue, cancel) = (Service<TagQueue>(), HttpContext.RequestAborted);
        Schemes = [.. (await Service<TagEngines>().CurrentAsync(cancel)).Schemes.Select(s => s.Scheme), Tag.AreaScheme, Tag.YearScheme];
        Queue = await queue.PageAsync(new QueueFilter(Scheme, Status: Status), AtOnce, cursor, cancel);
        if (Queue is null)
        {
            return LocalRedirect(Here);
        }

        var other = Status == TagStatus.Proposed ? TagStatus.Disputed : TagStatus.Proposed;
        Totals = [.. new[] { (Status, Queue.Total), (other, await queue.CountAsync(new QueueFilter(Scheme, Status: other), cancel)) }.OrderBy(t => t.Item1)];
        return Page();
    }

    /// <summary>This page with these choices, from its beginning or from a cursor on.</summary>
    public string Address(string? scheme, TagStatus status, string? cursor = null) => QueryHelpers.AddQueryString("/curate", new Dictionary<string, string?>
    {
        ["scheme"] = scheme, ["status"] = status == TagStatus.Proposed ? null : status.ToString().ToLowerInvariant(), ["cursor"] = cursor,
    });
}
