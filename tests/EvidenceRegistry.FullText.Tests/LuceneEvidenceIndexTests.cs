using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>The contract, kept by the embedded engine.</summary>
public sealed class LuceneEvidenceIndexTests : EvidenceIndexContract
{
    private readonly IndexFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override Task<IEvidenceIndex> OpenAsync() => Open("one");

    protected override Task<IEvidenceIndex> OpenAnotherAsync() => Open("another");

    protected override void LetCursorsExpire() => _time.Advance(TimeSpan.FromMinutes(11));

    [Fact]
    public async Task Whoever_answers_may_go_first_after_each_document()
    {
        var steps = new ConcurrentQueue<TimeSpan>();
        await using var index = await LuceneEvidenceIndex.OpenAsync(new LuceneOptions
        {
            Folder = Path.Combine(_folder.Path, "polite"),
            AfterDocument = async (took, _) =>
            {
                steps.Enqueue(took);
                await Task.Yield();
            },
        }, Analysis.OfTheProject, _time);
        await index.With(Studies.Study("E1", "ข้าวหอมมะลิ"), Studies.Study("E2", "ฟางข้าว"), Studies.Study("E3", "น้ำท่วม"));
        Assert.Equal(3, steps.Count);
        Assert.DoesNotContain(TimeSpan.Zero, steps);
        Assert.Equal(["E2"], await index.Ids(Studies.Ask("ฟางข้าว")));
    }

    [Fact]
    public async Task At_rest_young_segments_become_one_and_an_old_large_one_is_not_copied_for_a_few()
    {
        // A batch may leave two segments (one for each thread that wrote of it); none of them are merged before rest.
        await using var index = await Open("rest", mergedAtOnce: 100);
        for (int number = 0; number < 4; number++)
        {
            await index.With([.. Enumerable.Range(0, 10).Select(n => Studies.Study($"S{number}-{n}", "ข้าวหอมมะลิ"))]);
        }

        Assert.True(Segments("rest") > 1);
        await SettleAsync(index);
        await SegmentsBecomeAsync(1, "rest");
        await index.With(Studies.Study("one", "ฟางข้าว"));
        await SettleAsync(index);
        await SegmentsBecomeAsync(2, "rest");
        await index.With(Studies.Study("two", "ฟางข้าว"));
        await SettleAsync(index);
        await SegmentsBecomeAsync(2, "rest");
        await index.With([.. Enumerable.Range(0, 3).Select(n => Studies.Study($"more-{n}", "ฟางข้าว"))]);
        await SettleAsync(index);
        await SegmentsBecomeAsync(1, "rest");
        Assert.Equal(5, (await index.Ids(Studies.Ask("ฟางข้าว"))).Length);
    }

    /// <summary>Files of a merged segment stay for as long as somebody reads them.</summary>
    private async Task SegmentsBecomeAsync(int count, string name)
    {
        for (int tries = 0; Segments(name) != count && tries < 300; tries++)
        {
            await Task.Delay(100, CancellationToken.None);
        }

        Assert.Equal(count, Segments(name));
    }

    private int Segments(string name) => Directory.EnumerateFiles(Path.Combine(_folder.Path, name), "*.si", SearchOption.AllDirectories)
        .Count(file => Path.GetFileName(Path.GetDirectoryName(file)) == "records");

    private static async Task SettleAsync(IEvidenceIndex index)
    {
        int turns = 0;
        while (await index.SettleAsync(CancellationToken.None))
        {
            Assert.True(++turns < 20);
        }
    }

    private async Task<IEvidenceIndex> Open(string name, int mergedAtOnce = 5) => await LuceneEvidenceIndex.OpenAsync(
        new LuceneOptions { Folder = Path.Combine(_folder.Path, name), MergesInBackground = false, MergedAtOnce = mergedAtOnce }, Analysis.OfTheProject, _time);
}
