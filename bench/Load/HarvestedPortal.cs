using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>A registry that harvests a simulated portal, driven over the API.</summary>
public sealed class HarvestedPortal(RegistryClient client, string sourceId)
{
    private static readonly string[] Ended = ["done", "waiting", "ready", "stopped", "undone"];

    public static async Task<HarvestedPortal> NameAsync(RegistryClient client, PortalSimulator portal)
    {
        var source = await client.PostAsync("/api/v1/harvest/sources", new JsonObject
        {
            ["name"] = "simulated", ["kind"] = "ckan", ["url"] = portal.Url, ["requestsPerSecond"] = 1000, ["maxRemovalPercent"] = 50, ["parallelRequests"] = 2,
        });
        return new HarvestedPortal(client, (string)source["id"]!);
    }

    /// <summary>The same source, asked of a registry that was started again.</summary>
    public HarvestedPortal At(RegistryClient other) => new(other, sourceId);

    public async Task<JsonNode> StartAsync(bool run = true) => await client.PostAsync($"/api/v1/harvest/sources/{sourceId}/plans?run={run}");

    public async Task<JsonNode?> NewestAsync() => (await client.GetAsync($"/api/v1/harvest/sources/{sourceId}/plans")).AsArray().FirstOrDefault();

    /// <summary>The newest plan once it has ended; null where it does not within the time.</summary>
    public async Task<JsonNode?> EndedAsync(TimeSpan atMost)
    {
        using var limit = new CancellationTokenSource(atMost);
        var pause = TimeSpan.FromMilliseconds(50);
        while (!limit.IsCancellationRequested)
        {
            var newest = await NewestAsync();
            if (newest is null || (Ended.Contains((string)newest["state"]!) && !((string?)newest["state"] == "ready" && (bool)newest["automatic"]!)))
            {
                return newest;
            }

            // Asked less and less often: the asking is not what is measured.
            await Task.Delay(pause, CancellationToken.None);
            pause = pause < TimeSpan.FromMilliseconds(500) ? pause * 1.2 : pause;
        }

        return null;
    }

    public async Task<JsonNode> HarvestAsync(TimeSpan atMost)
    {
        await StartAsync();
        return await EndedAsync(atMost) ?? throw new TimeoutException("The harvest did not end.");
    }

    /// <summary>Everything a run did, by dataset.</summary>
    public async Task<List<JsonNode>> ItemsAsync(string runId)
    {
        var items = new List<JsonNode>();
        string? next = null;
        do
        {
            var run = await client.GetAsync($"/api/v1/harvest/runs/{runId}?all=true{(next is null ? "" : $"&cursor={next}")}");
            items.AddRange(run["items"]!.AsArray().Select(i => i!));
            next = (string?)run["next"];
        }
        while (next is not null);

        return items;
    }
}
