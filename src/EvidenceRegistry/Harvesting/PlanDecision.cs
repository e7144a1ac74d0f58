using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <param name="Steps">In the order of the run; what is unchanged has none.</param>
/// <param name="Stop">Stable word where nothing may ever be done with this gathering; null otherwise.</param>
internal sealed record PlanDraft(IReadOnlyList<HarvestStep> Steps, long Unchanged, long Refused, IReadOnlyList<HarvestWarning> Warnings, string? Stop)
{
    public long Count(HarvestAction action) => Steps.LongCount(s => s.Action == action);
}

/// <summary>What is to be done, from what is remembered and what was gathered. Pure; the circuit breaker is here.</summary>
internal static class PlanDecision
{
    /// <summary>A portal that suddenly has less than this share of what is kept has shrunk.</summary>
    private const double Shrunk = 0.5;

    /// <summary>A warning with what the portal called itself, and what it calls itself now.</summary>
    public const string IdentityChanged = "identity-changed";

    /// <param name="spared">Ids not in the list that a second look found there: neither removed nor looked at.</param>
    public static PlanDraft Decide(
        string planId, HarvestSource source, IReadOnlyCollection<HarvestEntry> known, Gathering gathered, IReadOnlySet<string> spared, string? identity, DateTime now)
    {
        var warnings = new List<HarvestWarning>(gathered.Warnings);
        var live = known.Count(k => k.State == HarvestEntryState.Live);
        if (gathered.Stamps.Count == 0 && live > 0)
        {
            return new PlanDraft([], 0, 0, [.. warnings, new HarvestWarning("portal-empty", true, [$"{live}"])], "portal-empty");
        }

        var steps = new List<HarvestStep>();
        var byId = known.ToDictionary(k => k.DatasetId, StringComparer.Ordinal);
        var (unchanged, refused) = (0L, 0L);
        foreach (var (id, stamp) in gathered.Stamps.OrderBy(s => s.Value.Modified, StringComparer.Ordinal).ThenBy(s => s.Key, StringComparer.Ordinal))
        {
            switch (Take(byId.GetValueOrDefault(id), stamp))
            {
                case { } action:
                    steps.Add(Step(id, stamp.Name, stamp.Modified, action));
                    break;
                case null when byId[id].State == HarvestEntryState.Refused:
                    refused++;
                    break;
                default:
                    unchanged++;
                    break;
            }
        }

        var missing = known.Where(k => !gathered.Stamps.ContainsKey(k.DatasetId) && !spared.Contains(k.DatasetId) && (gathered.Proven || gathered.Announced.Contains(k.DatasetId))).ToList();
        var vanished = missing.Where(k => k.State == HarvestEntryState.Live).ToList();
        steps.AddRange(vanished.Select(k => Step(k.DatasetId, k.Name, k.Stamp, HarvestAction.Quarantine)));
        steps.AddRange(missing.Where(k => k.State == HarvestEntryState.Quarantined && k.Since.AddDays(source.QuarantineDays) <= now)
            .Select(k => Step(k.DatasetId, k.Name, k.Stamp, HarvestAction.Remove)));
        unchanged += known.Count(k => k.State == HarvestEntryState.Live && !gathered.Stamps.ContainsKey(k.DatasetId)) - vanished.Count;

        // One may always go, or a small source could never lose any.
        if (vanished.Count > Math.Max(1, live * (long)source.MaxRemovalPercent / 100))
        {
            warnings.Add(new HarvestWarning("many-removals", true, [$"{vanished.Count}", $"{live}", $"{source.MaxRemovalPercent}"]));
        }

        if (gathered.Stamps.Count < live * Shrunk)
        {
            warnings.Add(new HarvestWarning("portal-shrunk", true, [$"{gathered.Stamps.Count}", $"{live}"]));
        }

        if (identity is not null && source.Identity is not null && identity != source.Identity)
        {
            warnings.Add(new HarvestWarning(IdentityChanged, true, [source.Identity, identity]));
        }

        for (var at = 0; at < steps.Count; at++)
        {
            steps[at].Number = at + 1;
        }

        return new PlanDraft(steps, unchanged, refused, warnings, null);

        HarvestStep Step(string id, string name, string stamp, HarvestAction action) => new() { PlanId = planId, DatasetId = id, Name = name, Stamp = stamp, Action = action };
    }

    /// <summary>Null where nothing is to be done.</summary>
    private static HarvestAction? Take(HarvestEntry? known, Stamp stamp) => known?.State switch
    {
        null => HarvestAction.Add,
        HarvestEntryState.Quarantined or HarvestEntryState.Removed => HarvestAction.Return,
        HarvestEntryState.Refused => known.Stamp == stamp.Modified && stamp.Modified.Length > 0 ? null : HarvestAction.Change,
        _ => known.Stamp == stamp.Modified && stamp.Modified.Length > 0 ? null : HarvestAction.Change,
    };
}
