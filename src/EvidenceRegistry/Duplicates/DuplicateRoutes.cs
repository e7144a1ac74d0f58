using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using EvidenceRegistry.Access;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Duplicates;

/// <summary>The queue of pairs that may be one record, and what a curator makes of them.</summary>
public static class DuplicateRoutes
{
    public static IServiceCollection AddDuplicates(this IServiceCollection services) =>
        services.AddSingleton<Merging>().AddSingleton<DuplicateWatch>().AddHostedService(sp => sp.GetRequiredService<DuplicateWatch>());

    public static void MapDuplicates(this IEndpointRouteBuilder app)
    {
        var pairs = app.MapGroup("/api/v1/duplicates").WithTags("duplicates").Needs(Role.Curator);
        pairs.MapGet("", ListAsync).WithName("get-duplicates").ProducesProblem(400).WithSummary("Pairs of records that may be one, likeliest first, with the reasons");
        pairs.MapPost("/{id:long}", DecideAsync).Produces<WriteReceipt>().ProducesProblem(404).ProducesProblem(409)
            .WithName("decide-duplicate").WithSummary("same (merges), different (remembered) or versionOf");
        pairs.MapPost("/{id:long}/undo", UndoAsync).Produces<WriteReceipt>().ProducesProblem(404).ProducesProblem(409)
            .WithName("undo-duplicate").WithSummary("Takes a decision back; a merge is undone and both ids are records again");
    }

    internal static async Task<Results<Ok<DuplicateList>, ProblemHttpResult>> ListAsync(
        HttpContext http, RegistryDbs dbs, CancellationToken cancel,
        [Description("open (default), same, different, versionOf.")] string state = "open",
        [Range(1, 100)] int size = 20, string? cursor = null)
    {
        if (EnumParameter.Read<DuplicateState>(http, nameof(state), state, out var asked) is { } refusal)
        {
            return refusal;
        }

        var from = cursor?.Split('~');
        if (from is not null and not [_, _] || (from is not null && !(double.TryParse(from[0], NumberStyles.Float, CultureInfo.InvariantCulture, out _) && long.TryParse(from[1], CultureInfo.InvariantCulture, out _))))
        {
            return Refusal.Of(http, ProblemKinds.CursorInvalid);
        }

        await using var db = dbs.Open();
        var wanted = db.DuplicatePairs.AsNoTracking().Where(p => p.State == asked);
        if (from is [var scoreText, var idText])
        {
            var (score, id) = (double.Parse(scoreText, CultureInfo.InvariantCulture), long.Parse(idText, CultureInfo.InvariantCulture));
            wanted = wanted.Where(p => p.Score < score || (p.Score == score && p.Id > id));
        }

        var pairs = await wanted.OrderByDescending(p => p.Score).ThenBy(p => p.Id).Take(size + 1).ToListAsync(cancel);
        var shown = pairs.Take(size).ToList();
        var ids = shown.SelectMany(p => new[] { p.First, p.Second }).Distinct().ToList();
        var records = await db.Records.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancel);
        return TypedResults.Ok(new DuplicateList(
            [.. shown.Select(p => DuplicateView.Of(p, records))],
            pairs.Count > size ? string.Create(CultureInfo.InvariantCulture, $"{shown[^1].Score:R}~{shown[^1].Id}") : null));
    }

    internal static Task<Results<ContentHttpResult, ProblemHttpResult>> DecideAsync(long id, DuplicateDecision decision, HttpContext http, Merging merging, Writes writes)
    {
        var (version, bad) = IfMatch.Read(http);
        return bad is not null ? Task.FromResult<Results<ContentHttpResult, ProblemHttpResult>>(bad) : writes.RunAsync(http, $"{decision.Decision} {decision.Into}", async (db, cancel) =>
        {
            if (await db.DuplicatePairs.FindAsync([id], cancel) is not { } pair || decision.Into is { } into && into != pair.First && into != pair.Second)
            {
                return WriteAnswer.Refused(Refusal.None(http, Things.Pair, id));
            }

            if (pair.State != DuplicateState.Open)
            {
                return WriteAnswer.Refused(Refusal.Of(http, DuplicateProblems.Decided, pair.State));
            }

            var (one, other) = (await Intake.LoadAsync(db, pair.First, cancel), await Intake.LoadAsync(db, pair.Second, cancel));
            if (one is null || other is null || !Lookalikes.Compared(one) || !Lookalikes.Compared(other))
            {
                return WriteAnswer.Refused(Refusal.Of(http, DuplicateProblems.NotBoth, one is null || !Lookalikes.Compared(one) ? pair.First : pair.Second));
            }

            if (decision.Decision == DuplicateChoice.Same && one.Sample != other.Sample)
            {
                return WriteAnswer.Refused(Refusal.Of(http, DuplicateProblems.SampleAndReal, one.Sample ? one.Id : other.Id));
            }

            var (stays, goes) = decision.Into == other.Id ? (other, one) : (one, other);
            if (IfMatch.Misses(version, stays.Version))
            {
                return WriteAnswer.Refused(Refusal.Of(http, SubmissionProblems.Stale));
            }

            await ApplyAsync(db, pair, decision.Decision, stays, goes, merging, cancel);
            (pair.ActorId, pair.DecidedAt) = (db.ActorId, db.Now);
            await db.SaveChangesAsync(cancel);
            return WriteAnswer.Done(StatusCodes.Status200OK, stays, decision.Decision switch { DuplicateChoice.Same => "merged", DuplicateChoice.Different => "different", _ => "updated" });
        });
    }

    private static async Task ApplyAsync(RegistryDb db, DuplicatePair pair, DuplicateChoice choice, Record stays, Record goes, Merging merging, CancellationToken cancel)
    {
        switch (choice)
        {
            case DuplicateChoice.Same:
                await merging.MergeAsync(db, pair, stays, goes, cancel);
                pair.State = DuplicateState.Same;
                break;
            case DuplicateChoice.VersionOf:
                VersionLink.Lay(goes, stays.Id);
                pair.State = DuplicateState.VersionOf;
                pair.Merged = new MergedParts(stays.Id, goes.Id, [], [], null);
                Note(db, goes.Id, "version-of", stays.Id);
                break;
            default:
                pair.State = DuplicateState.Different;
                Note(db, stays.Id, "different", goes.Id);
                break;
        }
    }

    private static Task<Results<ContentHttpResult, ProblemHttpResult>> UndoAsync(long id, HttpContext http, Merging merging, Writes writes)
    {
        var (version, bad) = IfMatch.Read(http);
        return bad is not null ? Task.FromResult<Results<ContentHttpResult, ProblemHttpResult>>(bad) : writes.RunAsync(http, "", async (db, cancel) =>
        {
            if (await db.DuplicatePairs.FindAsync([id], cancel) is not { } pair)
            {
                return WriteAnswer.Refused(Refusal.None(http, Things.Pair, id));
            }

            if (pair.State == DuplicateState.Open)
            {
                return WriteAnswer.Refused(Refusal.Of(http, DuplicateProblems.NotDecided));
            }

            var (into, gone) = (await Intake.LoadAsync(db, pair.Merged?.Into ?? pair.First, cancel), await Intake.LoadAsync(db, pair.Merged?.Gone ?? pair.Second, cancel));
            if (into is null || gone is null || (pair.State == DuplicateState.Same && !(Lookalikes.Compared(into) && gone.MergedInto == into.Id)))
            {
                return WriteAnswer.Refused(Refusal.Of(http, DuplicateProblems.NotBoth, into is null || !Lookalikes.Compared(into) ? pair.First : pair.Second));
            }

            if (IfMatch.Misses(version, into.Version))
            {
                return WriteAnswer.Refused(Refusal.Of(http, SubmissionProblems.Stale));
            }

            if (pair.State == DuplicateState.Same)
            {
                await merging.UndoAsync(db, pair, into, gone, cancel);
            }
            else if (pair.State == DuplicateState.VersionOf)
            {
                VersionLink.TakeBack(gone, into.Id);
            }

            Note(db, into.Id, "pair-reopened", gone.Id);
            (pair.State, pair.ActorId, pair.DecidedAt, pair.Merged) = (DuplicateState.Open, null, null, null);
            await db.SaveChangesAsync(cancel);
            return WriteAnswer.Done(StatusCodes.Status200OK, into, "reopened");
        });
    }

    private static void Note(RegistryDb db, string recordId, string action, string other) =>
        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = action, RecordId = recordId, Detail = other });
}
