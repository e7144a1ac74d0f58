using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>A plan before anything is done, and how far it has come.</summary>
/// <param name="State">gathering, ready, waiting (for a person), running, done, stopped, undone.</param>
/// <param name="Gathered">Datasets met at the source.</param>
/// <param name="Remove">Vanished, to quarantine, and those whose days there are over.</param>
/// <param name="Refused">Refused before and not changed since.</param>
/// <param name="Stopped">Why it will not run; null otherwise.</param>
/// <param name="Run">Id of its run; null before.</param>
/// <param name="JobId">Watch it live at <c>/api/v1/jobs/{id}</c>.</param>
public sealed record PlanView(
    string Id, string SourceId, HarvestPlanState State, long Gathered, long Add, long Change, long Remove, long Unchanged, long Refused, long Requests,
    IReadOnlyList<HarvestWarning> Warnings, PlanSampleView? Samples, string? Stopped, string? Run, string? JobId, bool Automatic, DateTime CreatedAt, DateTime? PlannedAt, DateTime? EndedAt)
{
    public static PlanView Of(HarvestPlan p) => new(
        p.Id, p.SourceId, p.State, p.Gathered, p.Add, p.Change, p.Remove, p.Unchanged, p.Refused, p.Requests, p.Warnings,
        p.Samples is null ? null : JsonColumn.Read<PlanSampleView>(p.Samples), p.Stopped, p.RunId, p.JobId, p.Automatic, p.CreatedAt, p.PlannedAt, p.EndedAt);
}

/// <summary>What a run came to. When done, the numbers close: gathered and vanished datasets are added, changed, unchanged, removed or refused, each once.</summary>
/// <param name="Closes">The numbers close.</param>
/// <param name="Left">Steps not yet done.</param>
/// <param name="Items">What happened to the first of them that were refused or not undone, or to those after <c>cursor</c>.</param>
public sealed record RunView(
    string Id, string PlanId, string SourceId, HarvestPlanState State, long Gathered, long Added, long Changed, long Unchanged, long Removed, long Refused, long Left, bool Closes,
    long Requests, string? UndoId, DateTime? EndedAt, DateTime? UndoneAt, IReadOnlyList<RunItemView> Items, string? Next);

/// <param name="Reason">Why it was refused; null otherwise.</param>
/// <param name="Undone">What the undo came to; null where there was none.</param>
public sealed record RunItemView(int Number, string DatasetId, string Name, HarvestAction Action, HarvestOutcome? Outcome, string? Reason, string? RecordId, string? Undone);
