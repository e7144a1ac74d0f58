using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>Searches by four clients with nothing beside them, and while a job runs.</summary>
/// <param name="Took">From the job's beginning to its end.</param>
public sealed record WhileJobRuns(JsonNode Job, TimeSpan Took, Figures Before, Figures Meanwhile)
{
    /// <param name="start">Address whose POST begins the job.</param>
    public static async Task<WhileJobRuns> MeasureAsync(RegistryClient client, IReadOnlyList<string> questions, string start)
    {
        var before = new Figures();
        for (var warm = 0; warm < 2; warm++)
        {
            await Figures.ForEachAsync(questions, 4, question => client.SearchAsync(question));
        }

        await Figures.ForEachAsync(questions, 4, question => before.TimeAsync(() => client.SearchAsync(question)));
        var address = $"/api/v1/jobs/{(string)(await client.PostAsync(start))["id"]!}";
        var meanwhile = new Figures();
        JsonNode job;
        do
        {
            await Figures.ForEachAsync(questions, 4, question => meanwhile.TimeAsync(() => client.SearchAsync(question)));
            job = await client.GetAsync(address);
        }
        while ((string)job["state"]! is not ("done" or "failed"));

        return new(job, (DateTime)job["endedAt"]! - (DateTime)job["startedAt"]!, before, meanwhile);
    }

    public string Table(string job) => string.Join('\n',
        "| call | n | p50 ms | p95 ms | p99 ms |", "| --- | --- | --- | --- | --- |",
        Before.Row("search, 4 clients, nothing beside them"), Meanwhile.Row($"search, 4 clients, while {job}")) + "\n";
}
