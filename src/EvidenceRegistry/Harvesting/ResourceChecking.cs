using System.Security.Cryptography;
using System.Text;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Formats.Tables;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <summary>
/// Asks the addresses of every harvested dataset's resources, one a second for each host, and reads small tables. Changes no record; goes on after the record
/// it stood at.
/// </summary>
internal sealed class ResourceChecking(RegistryDbs dbs, HarvestPortals portals, PlanTrees trees) : IJobWork
{
    public const string JobKind = "resource-check";

    private const int RecordsAtOnce = 20;

    private static readonly string[] Kinds = ["จังหวัด", "จ."];

    public string Kind => JobKind;

    public JobLane Lane => JobLane.Slow;

    public async Task RunAsync(JobRun run, CancellationToken cancel)
    {
        var after = run.Checkpoint ?? "";
        var wires = new Dictionary<string, PortalWire>(StringComparer.OrdinalIgnoreCase);
        while (await NextAsync(after, cancel) is { Count: > 0 } records)
        {
            foreach (var (id, content) in records)
            {
                var checks = new List<ResourceCheck>();
                foreach (var resource in (content.Resources ?? []).Where(r => r.Url is not null).DistinctBy(r => r.Url))
                {
                    checks.Add(await OneAsync(run, wires, id, resource, content, cancel));
                }

                after = id;
                if (!await WriteAsync(run, id, checks, cancel))
                {
                    return;
                }
            }
        }
    }

    private async Task<List<(string Id, DatasetContent Content)>> NextAsync(string after, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        var sources = db.HarvestSources.Select(s => s.Name);
        var some = await db.Records.AsNoTracking().Where(r => r.Origins.Any(o => sources.Contains(o.Source)))
            .Where(r => r.Kind == RecordKind.Dataset && (r.State == RecordState.Live || r.State == RecordState.Quarantined) && r.Id.CompareTo(after) > 0)
            .OrderBy(r => r.Id).Take(RecordsAtOnce).Select(r => new { r.Id, r.Content }).ToListAsync(cancel);
        return [.. some.Select(r => (r.Id, (DatasetContent)r.Content))];
    }

    private async Task<ResourceCheck> OneAsync(
        JobRun run, Dictionary<string, PortalWire> wires, string recordId, DataResource resource, DatasetContent dataset, CancellationToken cancel)
    {
        var url = new Uri(resource.Url!);
        if (!wires.TryGetValue(url.Host, out var wire))
        {
            wires[url.Host] = wire = portals.Visit(url);
        }

        var format = ResourceTable.FormatOf(resource.Format, resource.Url);
        var answer = await wire.VisitAsync(url, whole: format is not null, cancel);
        var areas = trees.Current.Areas;
        var profile = answer.Fault == PortalFault.None && format is not null
            ? ResourceTable.Read(answer.Body.ToArray(), format.Value, name => CodeOf(areas, name)) : null;
        run.Add("read");
        run.Add(answer.Fault == PortalFault.None ? "good" : "broken");
        return new ResourceCheck
        {
            RecordId = recordId,
            UrlHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(resource.Url!))),
            Url = resource.Url!,
            Status = answer.Fault switch
            {
                PortalFault.None => "ok",
                // There is something; it is only more than is read here.
                PortalFault.TooLarge => "ok-too-large",
                var fault => PortalException.Word(fault),
            },
            Length = answer.Fault == PortalFault.None && format is not null ? answer.Body.Length : null,
            Profile = profile is null ? null : JsonColumn.Write(new ReadTable(profile, resource.UnitOfMeasure ?? dataset.UnitOfMeasure, dataset.UnitOfMultiplier)),
        };
    }

    /// <summary>A code, or a name with or without the word for its kind, where one area alone has it.</summary>
    private static string? CodeOf(AreaTree areas, string written)
    {
        var name = Kinds.Select(k => written.Trim().StartsWith(k, StringComparison.Ordinal) ? written.Trim()[k.Length..].Trim() : null).FirstOrDefault(n => n is not null) ?? written.Trim();
        return areas.Find(written)?.Code ?? (areas.Named(name).ToList() is [var one] ? one.Code : null);
    }

    private async Task<bool> WriteAsync(JobRun run, string recordId, List<ResourceCheck> checks, CancellationToken cancel)
    {
        await using var db = dbs.Open(run.ActorId);
        await using var write = await db.BeginWriteAsync(cancel);
        var known = await db.ResourceChecks.Where(c => c.RecordId == recordId).ToDictionaryAsync(c => c.UrlHash, StringComparer.Ordinal, cancel);
        foreach (var check in checks)
        {
            (check.Since, check.CheckedAt) = (db.Now, db.Now);
            if (!known.Remove(check.UrlHash, out var kept))
            {
                db.ResourceChecks.Add(check);
                continue;
            }

            kept.Since = kept.Status == check.Status ? kept.Since : db.Now;

            // What was read once stays while its address does not answer.
            (kept.Status, kept.CheckedAt, kept.Length, kept.Profile) = (check.Status, db.Now, check.Length ?? kept.Length, check.Profile ?? kept.Profile);
        }

        db.ResourceChecks.RemoveRange(known.Values);
        await db.SaveChangesAsync(cancel);
        if (!await run.SaveInAsync(db, recordId, cancel))
        {
            return false;
        }

        await write.CommitAsync(cancel);
        return true;
    }
}

/// <summary>A table that was read, with what the catalogue says of its numbers.</summary>
public sealed record ReadTable(ResourceProfile Profile, string? Unit, string? Multiplier);
