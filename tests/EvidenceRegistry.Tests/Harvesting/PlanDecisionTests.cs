using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>The plan alone, on many datasets that come and go: none is lost, none walks again without being there.</summary>
public sealed class PlanDecisionTests(ITestOutputHelper output)
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_hundred_thousand_datasets_go_through_quarantine_removal_and_return_without_one_lost_or_undead()
    {
        const int Many = 100_000;
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var source = new HarvestSource { Id = "s", Name = "s", Url = "https://s.example", MaxRemovalPercent = 100, QuarantineDays = 3 };
        var known = new Dictionary<string, HarvestEntry>(StringComparer.Ordinal);
        var portal = Enumerable.Range(0, Many).ToDictionary(n => $"d{n}", _ => "0", StringComparer.Ordinal);
        var away = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var day = 0; day < 12; day++)
        {
            var gathered = new Gathering(portal.ToDictionary(p => p.Key, p => new Stamp(p.Key, p.Value)), true, new HashSet<string>(), []);
            var plan = PlanDecision.Decide("p", source, known.Values, gathered, new HashSet<string>(), null, Start.AddDays(day));
            Assert.Equal(plan.Steps.Count, plan.Steps.Select(s => s.DatasetId).Distinct().Count());
            Apply(plan, known, Start.AddDays(day), source.Id);

            // What the portal has is live, each once; what it lacks is marked for three days and then gone.
            Assert.Equal(portal.Count, known.Values.Count(k => k.State == HarvestEntryState.Live));
            Assert.All(portal.Keys, id => Assert.Equal(HarvestEntryState.Live, known[id].State));
            Assert.All(away, a => Assert.Equal(day - a.Value >= source.QuarantineDays ? HarvestEntryState.Removed : HarvestEntryState.Quarantined, known[a.Key].State));
            var missing = plan.Steps.LongCount(s => s.Action is HarvestAction.Quarantine);
            Assert.Equal(gathered.Stamps.Count + missing, plan.Count(HarvestAction.Add) + plan.Count(HarvestAction.Change) + plan.Count(HarvestAction.Return) + plan.Unchanged + plan.Refused + missing);
            Move(random, portal, away, day);
        }
    }

    [Theory]
    [InlineData(100, 90, false)]
    [InlineData(100, 89, true)]
    [InlineData(5, 4, false)]
    [InlineData(5, 3, true)]
    public void Removals_beyond_the_limit_wait_and_one_may_always_go(int had, int has, bool waits)
    {
        var source = new HarvestSource { Id = "s", Name = "s", Url = "https://s.example", MaxRemovalPercent = 10, QuarantineDays = 7 };
        var plan = PlanDecision.Decide("p", source, Entries(had), Stamps(has, proven: true), new HashSet<string>(), null, Start);
        Assert.Equal((had - has, waits), (plan.Count(HarvestAction.Quarantine), plan.Warnings.Any(w => w.Waits)));
    }

    [Fact]
    public void Nothing_is_removed_on_the_word_of_a_list_that_is_not_proven_unless_the_source_announces_it()
    {
        var source = new HarvestSource { Id = "s", Name = "s", Url = "https://s.example", MaxRemovalPercent = 100, QuarantineDays = 7 };
        Assert.Empty(PlanDecision.Decide("p", source, Entries(20), Stamps(10, proven: false), new HashSet<string>(), null, Start).Steps);
        var announced = Stamps(10, proven: false) with { Announced = new HashSet<string> { "d15" } };
        Assert.Equal("d15", Assert.Single(PlanDecision.Decide("p", source, Entries(20), announced, new HashSet<string>(), null, Start).Steps).DatasetId);
    }

    [Fact]
    public void Another_portal_at_the_same_address_is_not_believed()
    {
        var source = new HarvestSource { Id = "s", Name = "s", Url = "https://s.example", MaxRemovalPercent = 10, QuarantineDays = 7, Identity = "https://s.example" };
        var plan = PlanDecision.Decide("p", source, Entries(20), Stamps(20, proven: true), new HashSet<string>(), "https://other.example", Start);
        Assert.Equal(["identity-changed"], plan.Warnings.Where(w => w.Waits).Select(w => w.Code));
    }

    private static List<HarvestEntry> Entries(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new HarvestEntry { SourceId = "s", DatasetId = $"d{n}", Stamp = "0", State = HarvestEntryState.Live, Since = Start })];

    private static Gathering Stamps(int count, bool proven) =>
        new(Enumerable.Range(0, count).ToDictionary(n => $"d{n}", n => new Stamp($"d{n}", "0")), proven, new HashSet<string>(), []);

    private static void Apply(PlanDraft plan, Dictionary<string, HarvestEntry> known, DateTime now, string source)
    {
        foreach (var step in plan.Steps)
        {
            var entry = known.TryGetValue(step.DatasetId, out var there) ? there : known[step.DatasetId] = new HarvestEntry { SourceId = source, DatasetId = step.DatasetId };
            (entry.Stamp, entry.Since) = (step.Stamp, now);
            entry.State = step.Action switch
            {
                HarvestAction.Quarantine => HarvestEntryState.Quarantined,
                HarvestAction.Remove => HarvestEntryState.Removed,
                _ => HarvestEntryState.Live,
            };
            if (step.Action == HarvestAction.Remove)
            {
                entry.Since = now;
            }
        }
    }

    private static void Move(Random random, Dictionary<string, string> portal, Dictionary<string, int> away, int day)
    {
        foreach (var id in portal.Keys.Where(_ => random.Next(10) == 0).ToList())
        {
            portal.Remove(id);
            away[id] = day + 1;
        }

        foreach (var id in away.Keys.Where(id => away[id] <= day && random.Next(4) == 0).ToList())
        {
            away.Remove(id);
            portal[id] = $"{random.Next(3)}";
        }
    }
}
