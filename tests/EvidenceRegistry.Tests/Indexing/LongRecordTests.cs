using EvidenceRegistry.FullText;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Indexing;

/// <summary>Records whose text alone is more than the feed holds at once, and those that have more than is searched.</summary>
public sealed class LongRecordTests : IAsyncLifetime
{
    private IndexFixture _registry = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _registry = await IndexFixture.OpenAsync();

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact]
    public async Task A_very_long_record_goes_alone_and_is_noted_as_tried_before_it_goes()
    {
        var first = await _registry.KeepAsync("มาก่อน");
        var large = await LargeAsync("ยาวมาก");
        var last = await _registry.KeepAsync("มาทีหลัง");
        var seen = new List<string>();
        _registry.Index.AfterWrite = () =>
        {
            using var db = _registry.Dbs.Open();
            seen.Add(string.Join(' ', db.Outbox.OrderBy(o => o.Id).AsEnumerable().Select(o => $"{Name(o.RecordId)}:{o.Attempts}{(o.Error is null ? "" : "!")}")));
        };
        await _registry.Feed.DrainAsync(Cancel);
        Assert.Equal(["first:0 large:0 last:0", "large:1! last:0", "last:0"], seen);
        Assert.Equal(0, await _registry.RowsAsync());

        string Name(string id) => id == first ? "first" : id == large ? "large" : id == last ? "last" : id;
    }

    [Fact]
    public async Task A_very_long_record_that_ended_its_process_lets_the_others_go_first()
    {
        var large = await LargeAsync("ยาวมาก");
        await using (var db = _registry.Dbs.Open())
        {
            (await db.Outbox.SingleAsync(Cancel)).Attempts = 1;
            await db.SaveChangesAsync(Cancel);
        }

        await _registry.KeepAsync("มาทีหลัง");
        var left = new List<int>();
        _registry.Index.BeforeRefresh = async () => left.Add(await _registry.RowsAsync());
        await _registry.Feed.DrainAsync(Cancel);
        Assert.Equal([2, 1], left);
        Assert.Equal(large, Assert.Single((await _registry.SearchAsync("ยาวมาก")).Hits).Id);
    }

    [Fact]
    public async Task A_try_that_the_engine_or_a_refusal_broke_off_counts_as_it_does_for_any_other_record()
    {
        var large = await LargeAsync("ยาวมาก");
        _registry.Index.Away = true;
        await Assert.ThrowsAsync<IndexUnavailableException>(() => _registry.Feed.DrainAsync(Cancel));
        Assert.Equal((0, null, null), await RowAsync());

        _registry.Index.Away = false;
        _registry.Index.Refused.Add(large);
        _registry.Time.Advance(TimeSpan.FromSeconds(1));
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await _registry.Feed.DrainAsync(Cancel);
            Assert.Equal("refused by the test", (await RowAsync()).Error);
            _registry.Time.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.InRange((await RowAsync()).Attempts, 3, 4);

        async Task<(int Attempts, DateTime? NextTry, string? Error)> RowAsync()
        {
            await using var db = _registry.Dbs.Open();
            var row = await db.Outbox.AsNoTracking().SingleAsync(Cancel);
            return (row.Attempts, row.NextTry, row.Error);
        }
    }

    [Theory]
    [InlineData(1_000, new[] { "หนึ่ง", "สอง", "สาม", "สี่" })]
    [InlineData(100, new[] { "หนึ่ง", "สอง", "สาม" })]
    [InlineData(99, new[] { "หนึ่ง", "สอง" })]
    [InlineData(10, new string[0])]
    public async Task Of_a_record_with_more_text_than_is_searched_the_first_pages_of_its_first_files_are(long most, string[] found)
    {
        _registry.Options.RecordCharacters = most;
        await _registry.KeepAsync("รายงาน", record =>
        {
            record.Files.Add(File(record.Id, "b.pdf"));
            record.Files.Add(File(record.Id, "a.pdf"));
        });
        await using (var db = _registry.Dbs.Open())
        {
            db.Pages.AddRange(Pages("a.pdf", "หนึ่ง", "สอง"));
            db.Pages.AddRange(Pages("b.pdf", "สาม", "สี่"));
            await db.SaveChangesAsync(Cancel);
        }

        await _registry.Feed.DrainAsync(Cancel);
        var words = new[] { "หนึ่ง", "สอง", "สาม", "สี่" };
        var met = new List<string>();
        foreach (var word in words)
        {
            if ((await _registry.SearchAsync($"\"{word}\"")).Total == 1)
            {
                met.Add(word);
            }
        }

        Assert.Equal(found, met);
    }

    private Task<string> LargeAsync(string title) => _registry.KeepAsync(title, record => record.Files.Add(new StoredFile
    {
        Id = record.Id, RecordId = record.Id, Name = "a.pdf", Sha256 = "00", MediaType = "application/pdf",
        Reading = new Reading { FileId = record.Id, RecordId = record.Id, State = ReadingState.Read, TextRevision = 1, Characters = IndexDocuments.Characters + 1 },
    }));

    /// <summary>A file that has been read, of two pages.</summary>
    private static StoredFile File(string record, string name) => new()
    {
        Id = name, RecordId = record, Name = name, Sha256 = "00", MediaType = "application/pdf",
        Reading = new Reading
        {
            FileId = name, RecordId = record, State = ReadingState.Read, TextRevision = 1, PagesWithText = 2, Characters = 2 * PageLength(name),
        },
    };

    private static int PageLength(string file) => file == "a.pdf" ? 33 : 34;

    private static IEnumerable<Page> Pages(string file, params string[] words) => words.Select((word, i) => new Page
    {
        FileId = file, TextRevision = 1, Number = i + 1, Raw = "", Text = word.PadRight(PageLength(file), '.'), Sha256 = $"{file}{i}", TextSource = TextSources.Pdf,
    });
}
