using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.Tests.Databases;
using EvidenceRegistry.Tests.Journeys;
using Npgsql;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>A registry on PostgreSQL and Elasticsearch, and a write of a record that arrives after its deletion and after the cluster has forgotten that (<c>index.gc_deletes</c>).</summary>
public sealed class LateWriteTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly HttpClient _server = new(new SocketsHttpHandler(), disposeHandler: true);
    private PostgresDatabase _database = null!;
    private BulkRecorder _recorder = null!;
    private RegistryCluster _cluster = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server.BaseAddress = Servers.Elasticsearch();
        _database = await PostgresDatabase.MakeAsync();
        _recorder = new BulkRecorder(_server.BaseAddress.ToString()) { Keeps = true };
        _cluster = await RegistryCluster.StartAsync(1, _database.Connection, new Uri(_recorder.Address), new Dictionary<string, string>());
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        _recorder?.Dispose();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _server.Dispose();
    }

    /// <summary>The feed reads the record as it is now, so it has no older state to write; one that came from elsewhere is found and taken away.</summary>
    [Fact]
    public async Task No_late_row_brings_a_removed_record_back_and_a_late_document_goes_at_the_next_look()
    {
        var registry = _cluster.Processes[0];
        using var client = new RegistryClient(registry.Address, RunningRegistry.AdminKey);
        var (_, made) = await client.PostStudyAsync(new JsonObject
        {
            ["source"] = "tsri", ["sourceId"] = "1", ["title"] = new JsonObject { ["th"] = "การเลี้ยงผึ้งชันโรง" }, ["year"] = 2023, ["agency"] = "หน่วยงานตัวอย่าง",
        });
        var id = (string)made!["id"]!;
        await DocumentsAsync(client, 1);
        _recorder.Keeps = false;
        await RemoveAsync(registry, id);
        await DocumentsAsync(client, 0);

        // While the deletion is remembered the server refuses what is older.
        await LateAsync();
        await DocumentsAsync(client, 0);

        // Once it is forgotten the server takes it: what protects is that the feed does not write it.
        await SentAsync(HttpMethod.Put, $"{_cluster.Prefix}-*/_settings", """{"index.gc_deletes":"1s"}""", "application/json");
        await RowAsync(id);
        await DocumentsAsync(client, 0);
        await Until.SoAsync(
            async () =>
            {
                await LateAsync();
                return (int)(await client.GetAsync("/api/v1/consistency", Cancel))["orphan"]! == 1;
            },
            "The cluster remembers the deletion for ever.", Cancel);

        // No reader is shown it, and it goes without an operator.
        Assert.Empty((await client.SearchAsync("ผึ้งชันโรง", "", Cancel))["hits"]!.AsArray());
        await registry.KillAsync();
        await registry.StartAgainAsync();
        await DocumentsAsync(client, 0);
        Assert.Equal(0, (int)(await client.SearchAsync("ผึ้งชันโรง", "", Cancel))["total"]!);
    }

    /// <summary>Waits until index and database agree and nothing waits.</summary>
    private static async Task DocumentsAsync(RegistryClient client, int count) => await client.UntilAsync(
        "/api/v1/consistency",
        view => (int)view["documents"]! == count && (int)view["missing"]! + (int)view["orphan"]! + (int)view["stale"]! + (int)view["pending"]! == 0,
        Minute);

    private static async Task RemoveAsync(RunningRegistry registry, string id)
    {
        using var http = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = new Uri(registry.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningRegistry.AdminKey);
        using var read = await http.GetAsync($"/api/v1/records/{id}", Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/records/{id}?reason=test");
        request.Headers.IfMatch.Add(read.Headers.ETag!);
        using var answer = await http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>What the registry sent before the deletion arrives once more.</summary>
    private async Task LateAsync()
    {
        foreach (var body in _recorder.Bodies)
        {
            await SentAsync(HttpMethod.Post, "_bulk", body, "application/x-ndjson");
        }

        await SentAsync(HttpMethod.Post, $"{_cluster.Prefix}-*/_refresh", "", "application/json");
    }

    private async Task SentAsync(HttpMethod method, string path, string body, string type)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, type) };
        using var answer = await _server.SendAsync(request, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A row of the outbox that says the record changed, as one that waited long.</summary>
    private async Task RowAsync(string id)
    {
        await using var connection = new NpgsqlConnection(_database.Connection);
        await connection.OpenAsync(Cancel);
        await using var row = new NpgsqlCommand("""INSERT INTO "Outbox" ("RecordId", "Narrowing", "Attempts", "Poisoned") VALUES (@id, FALSE, 0, FALSE)""", connection);
        row.Parameters.AddWithValue("id", id);
        Assert.Equal(1, await row.ExecuteNonQueryAsync(Cancel));
    }
}
