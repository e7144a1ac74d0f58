using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Searching;
using EvidenceRegistry.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Record = EvidenceRegistry.Storage.Record;

namespace EvidenceRegistry.Tests.Searching;

/// <summary>What is kept of the database for the next answer: how much, how long, and read by whom.</summary>
public sealed class KeptForAnswersTests : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("registry-kept-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 3, 0, 0, TimeSpan.Zero));
    private readonly ManualResetEventSlim _open = new(true);
    private RegistryDbs _dbs = null!;
    private int _opened;
    private bool _isAway;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = SqliteRegistryDb.Options(Path.Combine(_folder, "registry.db"));
        _dbs = new RegistryDbs(WriteGate.OneAtATime(), () =>
        {
            Interlocked.Increment(ref _opened);
            _open.Wait();
            return _isAway ? throw new IOException("The database is away.") : new SqliteRegistryDb(options);
        }, _time, embedded: true);
        await _dbs.MigrateAsync(Cancel);
    }

    public ValueTask DisposeAsync()
    {
        _dbs.Dispose();
        _open.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Records_are_kept_by_the_weight_of_all_they_say()
    {
        var ids = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            ids.Add(await KeepAsync(new StudyContent { Title = new LocalText("สั้น"), Methods = new string('ก', 1_000_000) }));
        }

        var cards = new RecordCards();
        await using var db = _dbs.Open();
        var first = await cards.OfAsync(db, ids, Cancel);
        var again = await cards.OfAsync(db, ids, Cancel);
        Assert.Equal(40, again.Count);
        Assert.InRange(ids.Count(id => ReferenceEquals(first[id], again[id])), 1, 24);
    }

    [Fact]
    public async Task Names_of_agencies_are_read_once_for_all_who_ask_at_once_and_again_after_a_minute_or_a_fault()
    {
        await KeepAsync(new StudyContent { Agency = "กรมชลประทาน" });
        var agencies = new AgencyNames(_dbs, _time);
        _opened = 0;
        _open.Reset();
        var asked = Enumerable.Range(0, 4).Select(_ => Task.Run(() => agencies.AllAsync(Cancel), Cancel)).ToList();
        using var gone = new CancellationTokenSource();
        var left = Task.Run(() => agencies.AllAsync(gone.Token), Cancel);
        await gone.CancelAsync();
        var leaving = await Xunit.Record.ExceptionAsync(() => left.WaitAsync(Longest, Cancel));
        _open.Set();
        Assert.All(await Task.WhenAll(asked), names => Assert.Equal(["กรมชลประทาน"], names));
        Assert.IsType<OperationCanceledException>(leaving, exactMatch: false);
        Assert.Equal(1, _opened);

        _time.Advance(TimeSpan.FromMinutes(1));
        _isAway = true;
        await Assert.ThrowsAsync<IOException>(() => agencies.AllAsync(Cancel));
        _isAway = false;
        Assert.Equal(["กรมชลประทาน"], await agencies.AllAsync(Cancel));
        Assert.Equal(3, _opened);
    }

    private async Task<string> KeepAsync(StudyContent content)
    {
        await using var db = _dbs.Open();
        var record = new Record { Id = NewIds.Next(_time), Content = content, Title = "สั้น", Agency = content.Agency };
        db.Records.Add(record);
        await db.SaveChangesAsync(Cancel);
        return record.Id;
    }
}
