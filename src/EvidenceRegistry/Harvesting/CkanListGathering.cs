using EvidenceRegistry.Storage;

namespace EvidenceRegistry.Harvesting;

/// <summary>
/// Gathers from a portal that lists names (<c>package_list</c>) and cannot search: each name is asked for its id and stamp, one request a dataset. Whole
/// when the list holds the same names before and after, and every one of them was answered; three rounds at most, in which no name is asked twice.
/// </summary>
/// <param name="first">The list as it came first.</param>
/// <param name="list">The list once more.</param>
/// <param name="show">The dataset of a name.</param>
internal sealed class CkanListGathering(IReadOnlyList<string> first, Func<Task<IReadOnlyList<string>>> list, Func<string, Task<PortalDataset>> show)
{
    private const int Rounds = 3;

    private readonly Dictionary<string, PortalDataset> _shown = new(StringComparer.Ordinal);

    public async Task<Gathering> RunAsync()
    {
        var before = await NamesAsync(first);
        for (var round = 1; ; round++)
        {
            foreach (var name in before.Where(name => !_shown.ContainsKey(name)).ToList())
            {
                // Only what the gathering goes by is kept; the draft comes again with the run.
                _shown[name] = await show(name) with { Reading = null };
            }

            var after = await NamesAsync(await list());
            var same = after.SetEquals(before);
            if (same || round == Rounds)
            {
                return Of(after, same);
            }

            before = after;
        }
    }

    private Gathering Of(HashSet<string> names, bool same)
    {
        var told = names.Where(_shown.ContainsKey).Select(name => _shown[name]).ToList();
        var stamps = new Dictionary<string, Stamp>(StringComparer.Ordinal);
        foreach (var dataset in told.Where(d => d.Refused is null))
        {
            stamps[dataset.Id] = new Stamp(dataset.Name, dataset.Modified);
        }

        // A name that leads nowhere is a dataset that may not be seen: search would not list it either. One that could not be read may be any.
        var nowhere = told.Count(d => d.Refused == CkanSource.NotThere);
        var whole = same && told.Count == names.Count && told.All(d => d.Refused is null or CkanSource.NotThere);
        List<HarvestWarning> warnings = whole ? [] : [new HarvestWarning("incomplete", false, [$"{stamps.Count}", $"{names.Count - nowhere}"])];
        return new Gathering(stamps, whole, new HashSet<string>(), warnings);
    }

    /// <summary>An empty list is doubted and asked again.</summary>
    private async Task<HashSet<string>> NamesAsync(IReadOnlyList<string> names) => (names.Count > 0 ? names : await list()).ToHashSet(StringComparer.Ordinal);
}
