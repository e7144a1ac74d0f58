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
            AfterDocument = async (took, cancel) =>
            {
                steps.Enqueue(took);
                await Task.Delay(1, cancel);
            },
        }, Analysis.OfTheProject, _time);
        await index.With(Studies.Study("E1", "ข้าวหอมมะลิ"), Studies.Study("E2", "ฟางข้าว"), Studies.Study("E3", "น้ำท่วม"));
        Assert.Equal(3, steps.Count);
        Assert.DoesNotContain(TimeSpan.Zero, steps);
        Assert.Equal(["E2"], await index.Ids(Studies.Ask("ฟางข้าว")));
    }

    private async Task<IEvidenceIndex> Open(string name) => await LuceneEvidenceIndex.OpenAsync(
        new LuceneOptions { Folder = Path.Combine(_folder.Path, name), MergesInBackground = false }, Analysis.OfTheProject, _time);
}
