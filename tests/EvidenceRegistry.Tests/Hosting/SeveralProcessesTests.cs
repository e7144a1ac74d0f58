using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.Tests.Databases;
using Npgsql;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>
/// The published application as three processes on PostgreSQL and Elasticsearch, started at one moment with the environment that docker-compose.yml gives them: only
/// addresses, folders, passwords and the names of the indices are others.
/// </summary>
public sealed class SeveralProcessesTests(PublishedRegistry published) : IAsyncLifetime, IClassFixture<PublishedRegistry>
{
    /// <summary>A lease that nobody renews is believed for twenty seconds.</summary>
    private static readonly TimeSpan TakenOver = TimeSpan.FromSeconds(90);

    /// <summary>Of one process's pool at most, as docker-compose.yml has it.</summary>
    private const int MostConnections = 30;

    private PostgresDatabase _database = null!;
    private readonly string _files = Directory.CreateTempSubdirectory("registry-files-").FullName;
    private readonly string _prefix = $"c{Guid.NewGuid():n}"[..20];
    private ContainerProcess[] _processes = [];

    public async ValueTask InitializeAsync()
    {
        var search = Servers.Elasticsearch();
        _database = await PostgresDatabase.MakeAsync();
        var compose = new ComposeFile();
        var environment = new Dictionary<string, string>(compose.EnvironmentOf("registry-of-many", new Dictionary<string, string>
        {
            ["REGISTRY_DB_PASSWORD"] = "unused",
            ["REGISTRY_SEARCH_PASSWORD"] = "unused",
            ["REGISTRY_ADMIN_KEY"] = RunningRegistry.AdminKey,
        }));
        var (asked, here) = (new NpgsqlConnectionStringBuilder(environment["ConnectionStrings__Postgres"]), new NpgsqlConnectionStringBuilder(_database.Connection));
        (asked.Host, asked.Port, asked.Username, asked.Database) = (here.Host, here.Port, here.Username, here.Database);
        environment["ConnectionStrings__Postgres"] = asked.ConnectionString;
        environment["PGPASSWORD"] = here.Password ?? environment["PGPASSWORD"];
        environment["Elasticsearch__Nodes"] = search.ToString();
        environment["Elasticsearch__IndexPrefix"] = _prefix;
        environment["Registry__FilesFolder"] = _files;
        _processes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ContainerProcess.StartAsync(published.Program, environment)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        Directory.Delete(_files, recursive: true);
        if (_database is not null)
        {
            await _database.DisposeAsync();
            await RemoveIndicesAsync(Servers.Elasticsearch());
        }
    }

    [Fact]
    public async Task Each_answers_the_container_s_question_for_its_health_and_has_the_plans_and_no_samples()
    {
        foreach (var process in _processes)
        {
            Assert.Equal(0, await process.AsksAsync("health"));
            using var client = new RegistryClient(process.Address, RunningRegistry.AdminKey);
            var status = await client.GetAsync("/api/v1/status");
            Assert.Equal(("postgresql", "elasticsearch", 0), ((string?)status["engines"]!["records"], (string?)status["engines"]!["index"]!["engine"], (int)status["records"]!["studies"]!));
            Assert.Matches(@"^8\.", (string?)status["engines"]!["index"]!["version"]);
        }
    }

    [Fact]
    public async Task What_one_takes_all_show_and_when_the_one_that_feeds_the_index_dies_another_does()
    {
        RegistryClient[] clients = [.. _processes.Select(p => new RegistryClient(p.Address, RunningRegistry.AdminKey))];
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
        var others = _processes.Where(p => p != feeding).Select(p => new RegistryClient(p.Address, RunningRegistry.AdminKey)).ToArray();
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
        var signIn = new Uri($"{_processes[0].Address}/signin");
        var form = await browser.GetStringAsync(signIn);
        var check = form.Split("name=\"__RequestVerificationToken\"")[1].Split("value=\"")[1].Split('"')[0];
        using var signedIn = await browser.PostAsync(signIn, new FormUrlEncodedContent(new Dictionary<string, string> { ["key"] = RunningRegistry.AdminKey, ["__RequestVerificationToken"] = check }));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        foreach (var process in _processes)
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

        foreach (var process in _processes)
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
    private async Task<ContainerProcess> HolderAsync()
    {
        await using var connection = new NpgsqlConnection(_database.Connection);
        await connection.OpenAsync();
        await using var ask = new NpgsqlCommand("SELECT \"Holder\" FROM \"Leases\" WHERE \"Name\" = 'index'", connection);
        var holder = (string)(await ask.ExecuteScalarAsync())!;
        return _processes.Single(p => holder.Contains($":{p.ProcessId}:", StringComparison.Ordinal));
    }

    private async Task RemoveIndicesAsync(Uri search)
    {
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = search };
        foreach (var kind in new[] { "records", "pages" })
        {
            var indices = await client.GetStringAsync($"_cat/indices/{_prefix}-{kind}-*?h=index");
            foreach (var index in indices.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                using var gone = await client.DeleteAsync(index);
            }

            using var template = await client.DeleteAsync($"_index_template/{_prefix}-{kind}");
        }
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
