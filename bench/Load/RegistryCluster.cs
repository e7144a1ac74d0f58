namespace EvidenceRegistry.Bench.Load;

/// <summary>One process on the embedded engines, or several that start at the same moment on one PostgreSQL, one Elasticsearch and one folder of files.</summary>
public sealed class RegistryCluster : IAsyncDisposable
{
    private readonly string _files;
    private readonly Uri? _search;
    private OwnDatabase? _database;

    private RegistryCluster(IReadOnlyList<RunningRegistry> processes, string files, Uri? search, string prefix, string where) =>
        (Processes, _files, _search, Prefix, Where) = (processes, files, search, prefix, where);

    public IReadOnlyList<RunningRegistry> Processes { get; }

    /// <summary>Names in Elasticsearch begin so; empty on the embedded engines.</summary>
    public string Prefix { get; }

    /// <summary>For the table of a proof.</summary>
    public string Where { get; }

    /// <summary><c>--processes N --postgres CONNECTION --elasticsearch ADDRESS</c>; on that server a database of its own is made. Without them, one embedded process.</summary>
    public static async Task<RegistryCluster> StartAsync(Arguments arguments)
    {
        var count = arguments.Number("processes", 1);
        if (count == 1)
        {
            return new RegistryCluster([await RunningRegistry.StartAsync(arguments.Number("port", 0))], "", null, "", "one process on the embedded engines");
        }

        var postgres = arguments.Text("postgres") ?? throw new ArgumentException("--processes needs --postgres and --elasticsearch.");
        var search = arguments.Text("elasticsearch") ?? throw new ArgumentException("--processes needs --postgres and --elasticsearch.");
        var database = await OwnDatabase.MakeAsync(postgres);
        var cluster = await StartAsync(count, database.Connection, new Uri(search), new Dictionary<string, string>());
        cluster._database = database;
        return cluster;
    }

    /// <param name="settings">Environment of every process, before what names the two servers and the folder of files.</param>
    public static async Task<RegistryCluster> StartAsync(int count, string postgres, Uri search, IReadOnlyDictionary<string, string> settings)
    {
        var files = Directory.CreateTempSubdirectory("registry-files-").FullName;
        var prefix = $"c{Guid.NewGuid():n}"[..20];
        var all = new Dictionary<string, string>(settings)
        {
            ["ConnectionStrings__Postgres"] = postgres,
            ["Elasticsearch__Nodes"] = search.ToString(),
            ["Elasticsearch__IndexPrefix"] = prefix,
            ["Registry__FilesFolder"] = files,
        };
        var processes = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => RunningRegistry.StartAsync(0, "plans", all)));
        return new RegistryCluster(processes, files, search, prefix, $"{count} processes on PostgreSQL and Elasticsearch");
    }

    /// <summary>Ends the processes and removes what they made in Elasticsearch, and the database where it was made here.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in Processes)
        {
            await process.DisposeAsync();
        }

        if (_search is null)
        {
            return;
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        Directory.Delete(_files, recursive: true);
        using var server = new ElasticServer(_search.ToString());
        await server.ForgetRegistryAsync(Prefix);
    }
}
