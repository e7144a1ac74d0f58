using EvidenceRegistry.FullText.Tagging;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>Another version reaches every record, whatever comes between two batches of the way through all of them.</summary>
public sealed class TagSweepTests : IAsyncLifetime
{
    private readonly SubmissionDesk _desk = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TagWatch Watch => _desk.App.Services.GetRequiredService<TagWatch>();

    public async ValueTask InitializeAsync()
    {
        await _desk.InitializeAsync();
        for (var i = 0; i < TagBatch.AtOnce + 5; i++)
        {
            await _desk.TakenAsync(_desk.Study());
        }

        await Watch.DrainAsync(Cancel);
    }

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task A_version_that_comes_while_another_is_brought_to_all_records_begins_at_the_first()
    {
        await ComesIntoForceAsync("m1");
        Assert.True(await Watch.SomeAsync(null, Cancel));

        // Those whose tags changed are looked at once more, before the next fifty.
        Assert.True(await Watch.SomeAsync(null, Cancel));
        Assert.Equal((TagBatch.AtOnce, 5), await DoneAndLeftAsync());
        await ComesIntoForceAsync("m2");
        Assert.Equal(0, (await DoneAndLeftAsync()).Done);
        await Watch.DrainAsync(Cancel);
        Assert.Equal((TagBatch.AtOnce + 5, 0), await DoneAndLeftAsync());
    }

    [Fact]
    public async Task Records_that_could_not_be_written_are_met_again()
    {
        await ComesIntoForceAsync("m1");
        await ToldAsync("CREATE TRIGGER away BEFORE UPDATE ON TagStates BEGIN SELECT RAISE(ABORT, 'away'); END");
        await Assert.ThrowsAsync<DbUpdateException>(() => Watch.SomeAsync(null, Cancel));
        await ToldAsync("DROP TRIGGER away");
        await Watch.DrainAsync(Cancel);
        Assert.Equal((TagBatch.AtOnce + 5, 0), await DoneAndLeftAsync());
    }

    /// <summary>A version that learned nothing is another version all the same.</summary>
    private async Task ComesIntoForceAsync(string version)
    {
        await using (var db = _desk.App.Databases.Open())
        {
            var nothing = JsonColumn.Write(TagLearned.Nothing);
            db.TagModels.Add(new TagModel { Version = version, Scheme = "subTarget", State = TagModelState.Retired, MadeAt = db.Now, Content = nothing, Figures = "{}" });
            await db.SaveChangesAsync(Cancel);
        }

        Assert.True(await _desk.App.Services.GetRequiredService<TagModels>().ActivateAsync(version, Actor.System, Cancel));
    }

    private async Task ToldAsync(string command)
    {
        await using var db = _desk.App.Databases.Open();
        await db.Database.ExecuteSqlRawAsync(command, Cancel);
    }

    private async Task<(int Done, int Left)> DoneAndLeftAsync()
    {
        var version = (await _desk.App.Services.GetRequiredService<TagEngines>().CurrentAsync(Cancel)).Version;
        await using var db = _desk.App.Databases.Open();
        return (await db.TagStates.CountAsync(s => s.Model == version, Cancel), await db.TagStates.CountAsync(s => s.Model != version, Cancel));
    }
}
