using EvidenceRegistry.Formats.Ckan;
using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>
/// Gathers ids page by page and proves that they are all: the count before and after is the same, and as many ids were met. A portal
/// that changes while it is paged is gathered again, three times at most; duplicates that stay are the portal's own.
/// </summary>
internal sealed class CkanGathering(Func<int, Task<(long Count, IReadOnlyList<CkanStamp> Stamps)>> page)
{
    private const int Rounds = 3;

    public async Task<Gathering> RunAsync()
    {
        var all = new Dictionary<string, Stamp>(StringComparer.Ordinal);
        Round? before = null;
        for (var round = 1; round <= Rounds; round++)
        {
            var now = await OnceAsync();
            foreach (var (id, stamp) in now.Stamps)
            {
                all[id] = stamp;
            }

            if (now.Count == 0 && round < Rounds)
            {
                // An empty answer is doubted: an index that is being rebuilt says so too.
                continue;
            }

            if (now.Steady && now.Stamps.Count == now.Count)
            {
                return Whole(now, []);
            }

            // The same ids twice: what is doubled is doubled at the source, and its count counts it.
            if (now.Steady && now.Met == now.Count && before is not null && before.Count == now.Count && before.Stamps.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(now.Stamps.Keys))
            {
                return Whole(now, [new HarvestWarning("duplicate-ids", false, [$"{now.Met - now.Stamps.Count}"])]);
            }

            before = now;
        }

        // What was met in any round is there; what was not met proves nothing.
        return new Gathering(all, Proven: false, new HashSet<string>(), [new HarvestWarning("incomplete", false, [$"{all.Count}", $"{before?.Count ?? 0}"])]);
    }

    private static Gathering Whole(Round round, IReadOnlyList<HarvestWarning> warnings) => new(round.Stamps, true, new HashSet<string>(), warnings);

    private async Task<Round> OnceAsync()
    {
        var stamps = new Dictionary<string, Stamp>(StringComparer.Ordinal);
        var (met, first, steady) = (0, -1L, true);
        while (true)
        {
            var (count, some) = await page(met);
            first = first < 0 ? count : first;
            steady &= count == first;
            foreach (var stamp in some)
            {
                stamps[stamp.Id] = new Stamp(stamp.Name, stamp.Modified);
            }

            met += some.Count;
            if (some.Count == 0 || met >= count)
            {
                return new Round(first, met, steady, stamps);
            }
        }
    }

    private sealed record Round(long Count, int Met, bool Steady, Dictionary<string, Stamp> Stamps);
}
