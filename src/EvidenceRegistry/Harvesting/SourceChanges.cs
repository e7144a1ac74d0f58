using System.Text.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace EvidenceRegistry.Harvesting;

/// <summary>A source changed or forgotten while the registry keeps what it brought.</summary>
internal static class SourceChanges
{
    private const int RowsAtOnce = 1_000;

    public static void MapSourceChanges(this IEndpointRouteBuilder harvest)
    {
        harvest.MapPatch("/sources/{id}", PatchAsync).WithName("changeSource").WithSummary("Change a source by a JSON merge patch; its name and kind stay");
        harvest.MapDelete("/sources/{id}", DeleteAsync).WithName("forgetSource").WithSummary("Forget a source, its plans and runs; the records it brought stay as they are");
    }

    private static async Task<Results<Ok<SourceView>, ProblemHttpResult>> PatchAsync(
        string id, JsonObject patch, HttpContext http, RegistryDbs dbs, SourceKeys keys, IOptions<JsonOptions> json, CancellationToken cancel)
    {
        await using var db = dbs.Open(http.Caller().ActorId);
        await using var write = await db.BeginWriteAsync(cancel);
        await HeldRows.HarvestSourceAsync(db, id, cancel);
        if (await db.HarvestSources.FindAsync([id], cancel) is not { } source)
        {
            return Refusal.None(http, Things.Source, id);
        }

        if (!http.Caller().MayWriteTo(source.Name))
        {
            return Refusal.Of(http, ProblemKinds.SourceNotAllowed, source.Name);
        }

        await HarvestQueue.StopCancelledAsync(db, id, cancel);
        if (await HarvestQueue.BusyAsync(db, id, cancel))
        {
            return Refusal.Of(http, HarvestProblems.Busy);
        }

        var options = json.Value.SerializerOptions;
        var asked = Merged(NewSourceRequest.Of(source), patch, options);
        var wrong = SourceForm.Wrong(asked, http.Language()).Concat(Fixed(source, asked, patch, http.Language())).ToList();
        if (wrong.Count > 0)
        {
            return Refusal.Of(http, ProblemKinds.InvalidRequest, wrong, wrong.Count);
        }

        var asksNow = (source.Url, source.PathStyle, source.Filter);
        asked.Lay(source, patch.ContainsKey("key") || asked.KeyHeader is null ? asked.Key is { } key ? keys.Protect(key) : null : source.ProtectedKey, db.Time.GetUtcNow());
        if (asksNow != (source.Url, source.PathStyle, source.Filter))
        {
            // A plan that was not run yet speaks of what was asked before.
            await HarvestQueue.StopUnrunAsync(db, id, "source-changed", cancel);
        }

        db.Audit.Add(new AuditEntry { At = db.Now, ActorId = db.ActorId, Action = "source-changed", Detail = $"{source.Name}: {string.Join(", ", patch.Select(member => member.Key))}" });
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return TypedResults.Ok(SourceView.Of(source));
    }

    /// <exception cref="BadHttpRequestException">A member that no source has, or a value of another type; its place is named.</exception>
    private static NewSourceRequest Merged(NewSourceRequest now, JsonObject patch, JsonSerializerOptions options)
    {
        try
        {
            return MergePatch.Apply(JsonSerializer.SerializeToNode(now, options), patch).Deserialize<NewSourceRequest>(options)!;
        }
        catch (JsonException bad)
        {
            throw new BadHttpRequestException("The patch cannot be read.", bad);
        }
    }

    /// <summary>What may not change, and a key that must not travel to another host unseen.</summary>
    private static IEnumerable<ProblemPlace> Fixed(HarvestSource source, NewSourceRequest asked, JsonObject patch, string language)
    {
        if (asked.Name != source.Name)
        {
            yield return new("$.name", "fixed", new LocalText("เปลี่ยนชื่อไม่ได้ ระเบียนอ้างชื่อนี้อยู่", "It never changes: records name it.").In(language), asked.Name);
        }

        if (asked.Kind != source.Kind)
        {
            yield return new("$.kind", "fixed", new LocalText("เปลี่ยนชนิดไม่ได้ ให้สร้างแหล่งใหม่", "It never changes: name a new source.").In(language), asked.Kind.ToString());
        }

        if (source.ProtectedKey is not null && !patch.ContainsKey("key") && Uri.TryCreate(asked.Url, UriKind.Absolute, out var url)
            && url.GetLeftPart(UriPartial.Authority) != new Uri(source.Url).GetLeftPart(UriPartial.Authority))
        {
            yield return new("$.key", "key-wanted", new LocalText("ที่อยู่เปลี่ยนไปเครื่องอื่น ต้องให้กุญแจอีกครั้ง (หรือ null)", "The address leads to another host: give the key again, or null.").In(language));
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, HttpContext http, RegistryDbs dbs, CancellationToken cancel)
    {
        await using (var db = dbs.Open(http.Caller().ActorId))
        {
            await using var write = await db.BeginWriteAsync(cancel);
            await HeldRows.HarvestSourceAsync(db, id, cancel);
            if (await db.HarvestSources.FindAsync([id], cancel) is not { } source)
            {
                return Refusal.None(http, Things.Source, id);
            }

            if (!http.Caller().MayWriteTo(source.Name))
            {
                return Refusal.Of(http, ProblemKinds.SourceNotAllowed, source.Name);
            }

            await HarvestQueue.StopCancelledAsync(db, id, cancel);
            if (await HarvestQueue.BusyAsync(db, id, cancel))
            {
                return Refusal.Of(http, HarvestProblems.Busy);
            }

            // Nothing starts any more; what is cut short here goes on with the next call.
            (source.Paused, source.Schedule, source.NextRun) = (HarvestSource.Forgotten, null, null);
            await db.SaveChangesAsync(cancel);
            await write.CommitAsync(cancel);
        }

        await ForgetAsync(dbs, http.Caller().ActorId, id, cancel);
        return TypedResults.NoContent();
    }

    /// <summary>Steps, plans, entries and last the source itself, some at a time.</summary>
    private static async Task ForgetAsync(RegistryDbs dbs, int actorId, string id, CancellationToken cancel)
    {
        while (await SomeAsync(dbs, actorId, db => db.HarvestSteps.Where(s => db.HarvestPlans.Any(p => p.SourceId == id && p.Id == s.PlanId)), cancel)
            || await SomeAsync(dbs, actorId, db => db.HarvestPlans.Where(p => p.SourceId == id), cancel)
            || await SomeAsync(dbs, actorId, db => db.HarvestEntries.Where(e => e.SourceId == id), cancel))
        {
            cancel.ThrowIfCancellationRequested();
        }

        await using var last = dbs.Open(actorId);
        await using var write = await last.BeginWriteAsync(cancel);
        if (await last.HarvestSources.FindAsync([id], cancel) is { } source)
        {
            last.HarvestSources.Remove(source);
            last.Audit.Add(new AuditEntry { At = last.Now, ActorId = last.ActorId, Action = "source-forgotten", Detail = source.Name });
            await last.SaveChangesAsync(cancel);
            await write.CommitAsync(cancel);
        }
    }

    private static async Task<bool> SomeAsync<T>(RegistryDbs dbs, int actorId, Func<RegistryDb, IQueryable<T>> rows, CancellationToken cancel)
        where T : class
    {
        await using var db = dbs.Open(actorId);
        await using var write = await db.BeginWriteAsync(cancel);
        var some = await rows(db).Take(RowsAtOnce).ToListAsync(cancel);
        db.RemoveRange(some);
        await db.SaveChangesAsync(cancel);
        await write.CommitAsync(cancel);
        return some.Count > 0;
    }
}
