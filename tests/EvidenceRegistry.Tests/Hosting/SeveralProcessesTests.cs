using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.Tests.Databases;
using Npgsql;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>Three processes on PostgreSQL and Elasticsearch, started at one moment as docker-compose.yml would.</summary>
public sealed class SeveralProcessesTests : IAsyncLifetime
{
    /// <summary>A lease that nobody renews is believed for twenty seconds.</summary>
    private static readonly TimeSpan TakenOver = TimeSpan.FromSeconds(90);

    /// <summary>Of one process's pool, as Npgsql has it by default.</summary>
    private const int MostConnections = 100;

    private PostgresDatabase _database = null!;
    private RegistryCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        var search = Servers.Elasticsearch();
        _database = await PostgresDatabase.MakeAsync();
        var environment = new ComposeFile().EnvironmentOf("registry-of-many", new Dictionary<string, string>
        {
            ["REGISTRY_DB_PASSWORD"] = "unused",
            ["REGISTRY_ADMIN_KEY"] = RunningRegistry.AdminKey,
        });
        // As it is meant to run: with connections kept.
        var pooled = new NpgsqlConnectionStringBuilder(_database.Connection) { Pooling = true }.ConnectionString;
        _cluster = await RegistryCluster.StartAsync(3, pooled, search, environment);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_one_takes_all_show_and_when_the_one_that_feeds_the_index_dies_another_does()
    {
        RegistryClient[] clients = [.. _cluster.Processes.Select(p => new RegistryClient(p.Address, RunningRegistry.AdminKey))];
        var (status, made) = await clients[0].PostStudyAsync(Study("1", "ผลของการจัดการน้ำชลประทานต่อผลผลิตข้าวนาปรัง"));
        Assert.Equal(HttpStatusCode.Created, status);
        var token = (long)made!["changeToken"]!;
        foreach (var client in clients)
        {
            Assert.Equal(1, (int)(await client.SearchAsync("น้ำชลประทาน", $"&after={token}"))["total"]!);
            Assert.Equal("elasticsearch", (string?)(await client.GetAsync("/api/v1/status"))["engines"]!["index"]!["engine"]);
        }

        var feeding = await HolderAsync();
        await feeding.KillAsync();
        var others = _cluster.Processes.Where(p => p != feeding).Select(p => new RegistryClient(p.Address, RunningRegistry.AdminKey)).ToArray();
        (status, _) = await others[0].PostStudyAsync(Study("2", "การเลี้ยงผึ้งชันโรงในสวนผลไม้ภาคตะวันออก"));
        Assert.Equal(HttpStatusCode.Created, status);
        await others[1].UntilAsync($"/api/v1/search?q={Uri.EscapeDataString("ผึ้งชันโรง")}", answer => (int)answer["total"]! == 1, TakenOver);
        Assert.NotEqual(feeding, await HolderAsync());

        await feeding.StartAgainAsync();
        var view = await others[0].UntilAsync("/api/v1/consistency", seen => (int)seen["pending"]! == 0, TakenOver);
        Assert.Equal((0, 0, 0, 2), ((int)view["missing"]!, (int)view["orphan"]!, (int)view["stale"]!, (int)view["records"]!));
    }

    [Fact]
    public async Task A_session_begun_at_one_is_known_to_all_and_cut_connections_to_the_database_are_made_again()
    {
        var cookies = new CookieContainer();
        using var handler = new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        using var browser = new HttpClient(handler, disposeHandler: false);
        var signIn = new Uri($"{_cluster.Processes[0].Address}/signin");
        var form = await browser.GetStringAsync(signIn);
        var check = form.Split("name=\"__RequestVerificationToken\"")[1].Split("value=\"")[1].Split('"')[0];
        using var signedIn = await browser.PostAsync(signIn, new FormUrlEncodedContent(new Dictionary<string, string> { ["key"] = RunningRegistry.AdminKey, ["__RequestVerificationToken"] = check }));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        foreach (var process in _cluster.Processes)
        {
            using var queue = await browser.GetAsync($"{process.Address}/curate");
            Assert.Equal(HttpStatusCode.OK, queue.StatusCode);
        }

        await using (var connection = new NpgsqlConnection(Servers.Postgres()))
        {
            await connection.OpenAsync();
            await using var cut = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = @name", connection);
            cut.Parameters.AddWithValue("name", new NpgsqlConnectionStringBuilder(_database.Connection).Database!);
            Assert.True((long)(await cut.ExecuteScalarAsync())! > 0);
        }

        foreach (var process in _cluster.Processes)
        {
            using var client = new RegistryClient(process.Address, RunningRegistry.AdminKey);
            // Each connection that was cut is noticed by whoever uses it next, and told as what it is; there are no more of them than a pool holds.
            var status = HttpStatusCode.ServiceUnavailable;
            for (var tries = 0; status == HttpStatusCode.ServiceUnavailable && tries < MostConnections; tries++)
            {
                (status, _) = await client.PostStudyAsync(Study($"after {process.ProcessId}", "การจัดการความรู้ของชุมชน"));
            }

            Assert.Equal(HttpStatusCode.Created, status);
        }
    }

    /// <summary>The lease names machine and process.</summary>
    private async Task<RunningRegistry> HolderAsync()
    {
        await using var connection = new NpgsqlConnection(_database.Connection);
        await connection.OpenAsync();
        await using var ask = new NpgsqlCommand("SELECT \"Holder\" FROM \"Leases\" WHERE \"Name\" = 'index'", connection);
        var holder = (string)(await ask.ExecuteScalarAsync())!;
        return _cluster.Processes.Single(p => holder.Contains($":{p.ProcessId}:", StringComparison.Ordinal));
    }

    private static JsonObject Study(string id, string title) => new()
    {
        ["source"] = "tsri",
        ["sourceId"] = id,
        ["title"] = new JsonObject { ["th"] = title },
        ["year"] = 2023,
        ["agency"] = "หน่วยงานตัวอย่าง",
    };
}
