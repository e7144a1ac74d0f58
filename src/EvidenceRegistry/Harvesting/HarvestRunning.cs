using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Harvesting;

/// <summary>
/// Does what a plan says: fetch, read, through the one door. Each batch is one transaction with the outcome of its steps, so that after a
/// crash the run goes on with the first step that has none.
/// </summary>
internal sealed class HarvestRunning(RegistryDbs dbs, HarvestPortals portals, HarvestingOptions options, HarvestWrites writes, HarvestBackOff backOff) : IJobWork
{
    public const string JobKind = "harvest-run";

    /// <summary>So many fetched, and more than half of them refused: their schema has changed, and a person must look.</summary>
    private const int Burst = 20;

    public string Kind => JobKind;

    public JobLane Lane => JobLane.Outside;

    public async Task RunAsync(JobRun run, CancellationToken cancel)
    {
        HarvestPlan plan;
        HarvestSource source;
        await using (var db = dbs.Open())
        {
            plan = await db.HarvestPlans.AsNoTracking().FirstAsync(p => p.Id == run.Input, cancel);
            source = await db.HarvestSources.AsNoTracking().FirstAsync(s => s.Id == plan.SourceId, cancel);
        }

        if (plan.State != HarvestPlanState.Running)
        {
            return;
        }

        var portal = portals.Open(source);
        var spent = 0L;
        try
        {
            var ahead = new Queue<Task<FetchedSteps>>();
            var after = 0;
            while (true)
            {
                while (ahead.Count < (source.Kind == HarvestKind.Oai ? 1 : source.ParallelRequests) && await NextAsync(plan.Id, after, cancel) is { Count: > 0 } some)
                {
                    after = some[^1].Number;
                    ahead.Enqueue(Task.Run(() => FetchAsync(portal, some, cancel), cancel));
                }

                if (!ahead.TryDequeue(out var next))
                {
                    break;
                }

                var fetched = await next;
                var requests = portal.Requests;
                if (!await writes.BatchAsync(run, plan, source, fetched, requests - spent, cancel))
                {
                    return;
                }

                spent = requests;
                if (Bursts(run))
                {
                    await writes.StopAsync(run, plan, "schema-problems", cancel);
                    return;
                }
            }

            await writes.EndAsync(run, plan, cancel);
        }
        catch (Exception failed) when (HarvestBackOff.Counts(failed, cancel))
        {
            await backOff.NoteAsync(source.Id, failed, cancel);
            throw;
        }
    }

    private static bool Bursts(JobRun run)
    {
        long Of(string name) => run.Counts.GetValueOrDefault(name);
        return Of("refused") > Burst && Of("refused") > Of("created") + Of("updated") + Of("unchanged");
    }

    private async Task<List<HarvestStep>> NextAsync(string planId, int after, CancellationToken cancel)
    {
        await using var db = dbs.Open();
        return await db.HarvestSteps.AsNoTracking().Where(s => s.PlanId == planId && s.Number > after && s.Outcome == null).OrderBy(s => s.Number).Take(options.DatasetsAtOnce).ToListAsync(cancel);
    }

    private async Task<FetchedSteps> FetchAsync(IPortal portal, List<HarvestStep> steps, CancellationToken cancel)
    {
        var wanted = steps.Where(s => s.Action is HarvestAction.Add or HarvestAction.Change or HarvestAction.Return).Select(s => new WantedDataset(s.DatasetId, s.Stamp)).ToList();
        var datasets = wanted.Count == 0 ? [] : await portal.FetchAsync(wanted, cancel);
        return writes.Prepare(steps, datasets);
    }
}
