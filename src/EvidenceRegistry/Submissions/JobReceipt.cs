using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Readings;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Submissions;

/// <summary>A bulk file in numbers, as it stands now: what was handed in, what of it can be found, what waits, what could not be read and why.</summary>
internal static class JobReceipt
{
    public static async Task<IResult> GetAsync(string id, HttpContext http, RegistryDbs dbs, CancellationToken cancel)
    {
        if (await JobRoutes.ReadableAsync(id, http, dbs, cancel) is not { Kind: ImportOrder.Kind } job)
        {
            return Refusal.None(http, Things.Job, id);
        }

        var receipt = await OfAsync(dbs, job, http.Language(), cancel);
        return http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))
            ? TypedResults.Text(JobReceiptPage.Of(receipt, job, ImportOrder.Of(job.Input!), http.Language()), "text/html; charset=utf-8")
            : TypedResults.Ok(receipt);
    }

    private static async Task<JobReceiptView> OfAsync(RegistryDbs dbs, Job job, string language, CancellationToken cancel)
    {
        var (waiting, failed, poisoned) = (0L, 0L, 0L);
        var files = new Dictionary<string, long>(StringComparer.Ordinal) { ["read"] = 0, ["waiting"] = 0, ["failed"] = 0 };
        var reasons = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var problems = new SortedDictionary<string, long>(StringComparer.Ordinal);
        await foreach (var part in JobReport.ReadAsync(dbs, job.Id, cancel))
        {
            foreach (var problem in part.Where(l => l.Outcome == ReportLine.Refused).SelectMany(l => l.Problems ?? []).Where(p => p.Refuses))
            {
                problems[problem.Code] = problems.GetValueOrDefault(problem.Code) + 1;
            }

            var ids = part.Where(l => l.Outcome != ReportLine.Refused).Select(l => l.Id).OfType<string>().Distinct().ToList();
            await using var db = dbs.Open();
            var rows = await db.Outbox.Where(o => ids.Contains(o.RecordId)).GroupBy(o => o.RecordId).Select(g => new { g.Key, Poisoned = g.Max(o => o.Poisoned ? 1 : 0) }).ToListAsync(cancel);
            poisoned += rows.Count(r => r.Poisoned == 1);
            waiting += rows.Count(r => r.Poisoned == 0);
            foreach (var reading in await db.Files.Where(f => ids.Contains(f.RecordId) && f.RemovedAt == null && f.Reading != null)
                .GroupBy(f => new { f.Reading!.State, f.Reading.Reason }).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancel))
            {
                var state = reading.Key.State switch { ReadingState.Read => "read", ReadingState.Failed => "failed", _ => "waiting" };
                files[state] += reading.Count;
                if (reading.Key.Reason is { } reason)
                {
                    reasons[reason] = reasons.GetValueOrDefault(reason) + reading.Count;
                }
            }
        }

        failed = job.Counts.GetValueOrDefault(ReportLine.Refused);
        var accepted = job.Counts.GetValueOrDefault("read") - failed;
        return new JobReceiptView(
            job.Id, job.State, ImportOrder.Of(job.Input!).DryRun, job.Counts.GetValueOrDefault("read"), accepted, accepted - waiting - poisoned, waiting, poisoned, failed,
            [.. problems.Select(p => new CountedReason(p.Key, Words(p.Key, language), p.Value))],
            files["read"], files["waiting"], files["failed"],
            [.. reasons.Select(r => new CountedReason(r.Key, ReadingReasons.InWords(r.Key).In(language), r.Value))]);
    }

    private static string Words(string code, string language) => ProblemMessages.Bare(code, language);
}

/// <param name="Accepted">Created, updated, removed or unchanged.</param>
/// <param name="Searchable">Of those accepted: nothing waits for the index any more.</param>
/// <param name="NotIndexed">Their change waits alone with its error.</param>
public sealed record JobReceiptView(
    string Job, JobState State, bool DryRun, long HandedIn, long Accepted, long Searchable, long Waiting, long NotIndexed, long Refused, IReadOnlyList<CountedReason> RefusedBecause,
    long FilesRead, long FilesWaiting, long FilesFailed, IReadOnlyList<CountedReason> FilesBecause);

/// <param name="Code">Stable word.</param>
public sealed record CountedReason(string Code, string Message, long Count);
