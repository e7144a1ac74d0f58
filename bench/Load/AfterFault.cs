using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>What is left of studies after something went wrong.</summary>
internal static class AfterFault
{
    public static TimeSpan Minute { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Waits for the registry to be whole again by itself and to have nothing left to do, then asks for everything that was acknowledged.</summary>
    /// <param name="acknowledged">Ids.</param>
    /// <param name="most">How long it is waited for; null: a minute.</param>
    /// <returns>Not there; there, but not found; index unlike database; how long that took.</returns>
    public static async Task<(int Lost, int Unsearchable, int Wrong, TimeSpan Took)> LookAsync(RunningRegistry registry, IReadOnlyCollection<string> acknowledged, TimeSpan? most = null)
    {
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        JsonNode? view;
        do
        {
            view = await ViewAsync(client);
        }
        while ((view is null || (int)view["pending"]! > 0 || Sum(view) > 0) && clock.Elapsed < (most ?? Minute));

        view ??= await client.GetAsync("/api/v1/consistency");
        var took = clock.Elapsed;
        var found = await AllIdsAsync(client);
        var lost = 0;
        foreach (var id in acknowledged.Where(id => !found.Contains(id)))
        {
            lost += await client.FindAsync($"/api/v1/records/{id}") is null ? 1 : 0;
        }

        return (lost, acknowledged.Count(id => !found.Contains(id)) - lost, Sum(view), took);
    }

    /// <summary>Null while the index is away.</summary>
    private static async Task<JsonNode?> ViewAsync(RegistryClient client)
    {
        try
        {
            return await client.GetAsync("/api/v1/consistency");
        }
        catch (HttpRequestException away) when (away.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }
    }

    private static int Sum(JsonNode view) => (int)view["missing"]! + (int)view["orphan"]! + (int)view["stale"]!;

    /// <summary>Every id a search without words gives, over all cursor pages; begun anew where an index that was made anew has ended the cursor.</summary>
    private static async Task<HashSet<string>> AllIdsAsync(RegistryClient client)
    {
        for (var again = 0; ; again++)
        {
            try
            {
                return await OnceAsync(client);
            }
            catch (HttpRequestException gone) when (gone.StatusCode == System.Net.HttpStatusCode.Gone && again < 5)
            {
                Console.Error.WriteLine("The cursor is over; the list is begun anew.");
            }
        }
    }

    private static async Task<HashSet<string>> OnceAsync(RegistryClient client)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var more = "&size=100&sort=newest&passages=false";
        string? cursor = null;
        do
        {
            var answer = await client.SearchAsync("", cursor is null ? more : $"{more}&cursor={Uri.EscapeDataString(cursor)}");
            ids.UnionWith(answer["hits"]!.AsArray().Select(h => (string)h!["id"]!));
            cursor = (string?)answer["next"];
        }
        while (cursor is not null);

        return ids;
    }
}
