using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.FullText;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Plans;
using EvidenceRegistry.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Record = EvidenceRegistry.Storage.Record;

namespace EvidenceRegistry.Tests.Indexing;

/// <summary>Database, engine, feed and comparison on a folder of their own, without HTTP.</summary>
public sealed class IndexFixture : IAsyncDisposable
{
    private readonly string _folder;

    private IndexFixture(string folder) => _folder = folder;

    public required FakeTimeProvider Time { get; init; }

    public required RegistryDbs Dbs { get; init; }

    public IndexingOptions Options { get; } = new();

    public UnrulyIndex Index { get; private set; } = null!;

    public IndexHand Hand { get; private set; } = null!;

    public IndexDocuments Documents { get; private set; } = null!;

    public IndexLease Lease { get; private set; } = null!;

    public IndexFeed Feed { get; private set; } = null!;

    public IndexRebuild Rebuild { get; private set; } = null!;

    public Consistency Consistency => new(Dbs, Hand);

    public Visibility Visibility => new(Dbs, Feed, Time);

    private static readonly TextAnalysis Loaded = TextAnalysis.Load(Path.Combine(AppContext.BaseDirectory, "mappings"));

    /// <summary>Immutable, so one serves all tests.</summary>
    public static TextAnalysis Analysis => Loaded;

    public string IndexFolder => Path.Combine(_folder, "index");

    public static async Task<IndexFixture> OpenAsync()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero));
        var folder = Directory.CreateTempSubdirectory("registry-indexing-").FullName;
        var fixture = new IndexFixture(folder) { Time = time, Dbs = RegistryDbs.Sqlite(Path.Combine(folder, "registry.db"), time) };
        await fixture.Dbs.MigrateAsync(CancellationToken.None);
        await fixture.OpenIndexAsync();
        return fixture;
    }

    /// <summary>Opens the folder again, as a new process would.</summary>
    public async Task OpenIndexAsync()
    {
        Index = new UnrulyIndex(await LuceneEvidenceIndex.OpenAsync(new LuceneOptions { Folder = IndexFolder }, Analysis, Time));
        Hand = new IndexHand(Index);
        Documents = new IndexDocuments(Dbs, new PlanTrees(Dbs), Options, Time);
        Lease = new IndexLease(Dbs, Time);
        Rebuild = new IndexRebuild(Dbs, Hand, Consistency, Documents, Lease, Time);
        Feed = new IndexFeed(Dbs, Hand, Documents, Lease, Time, NullLogger<IndexFeed>.Instance);
    }

    public IndexStart Start(JobQueue jobs) => new(Hand, Lease, Analysis, jobs, Consistency, Dbs, Time, NullLogger<IndexStart>.Instance);

    public JobWorker Worker(JobQueue jobs, params IJobWork[] others) => new(Dbs, jobs, [Rebuild, .. others], Time, NullLogger<JobWorker>.Instance);

    public async Task<string> KeepAsync(string title, Action<Record>? more = null)
    {
        var record = new Record { Id = NewIds.Next(Time), Content = new StudyContent { Title = new LocalText(title), Year = 2023 }, Title = title, Year = 2023 };
        more?.Invoke(record);
        await using var db = Dbs.Open();
        db.Records.Add(record);
        await db.SaveChangesAsync();
        return record.Id;
    }

    /// <summary>Its contents cannot be read any more.</summary>
    public async Task DamageAsync(string id)
    {
        await using var db = Dbs.Open();
        await db.Database.ExecuteSqlAsync($"UPDATE \"Records\" SET \"Content\" = '{{' WHERE \"Id\" = {id}");
    }

    public async Task<SearchAnswer> SearchAsync(string words) =>
        await Index.SearchAsync(new SearchRequest { Query = QueryParser.Parse(words, 1000), Rights = ReadingRights.Open, Facets = true }, CancellationToken.None);

    public async Task<int> RowsAsync()
    {
        await using var db = Dbs.Open();
        return db.Outbox.Count();
    }

    public async ValueTask DisposeAsync()
    {
        Feed.Dispose();
        Lease.Dispose();
        Hand.Dispose();
        await Index.DisposeAsync();
        Dbs.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
