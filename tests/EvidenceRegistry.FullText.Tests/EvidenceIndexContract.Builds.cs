using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

public abstract partial class EvidenceIndexContract
{
    [Fact]
    public async Task A_rebuild_goes_beside_the_live_index_and_is_switched_in()
    {
        await Index.With(Study("old", "เหมืองแร่"));
        IndexState before = await Index.StateAsync(CancellationToken.None);
        await using IIndexBuild build = await Index.BeginBuildAsync(CancellationToken.None);
        await build.WriteAsync([Put(Study("new", "เหมืองแร่"))], CancellationToken.None);
        Assert.Equal(["old"], await Index.Ids(Ask("เหมืองแร่")));
        await build.SwitchAsync(CancellationToken.None);
        Assert.Equal(["new"], await Index.Ids(Ask("เหมืองแร่")));
        IndexState after = await Index.StateAsync(CancellationToken.None);
        Assert.NotEqual(before.Generation, after.Generation);
        Assert.False(after.IsNew);
        Assert.Equal(Analysis.OfTheProject.Version, after.AnalysisVersion);
        await Index.With(Study("newer", "เหมืองแร่"));
        Assert.Equal(["new", "newer"], (await Index.Ids(Ask("เหมืองแร่"))).Order());
    }

    [Fact]
    public async Task What_is_written_to_the_live_index_meanwhile_is_there_after_the_switch()
    {
        await Index.With(Study("a", "เดิม"), Study("gone", "เดิม"));
        await using IIndexBuild build = await Index.BeginBuildAsync(CancellationToken.None);
        await Index.With(Study("a", "ใหม่", revision: 2));
        await Index.WriteAsync([Delete("gone", 2)], CancellationToken.None);
        await build.WriteAsync([Put(Study("a", "เดิม")), Put(Study("gone", "เดิม"))], CancellationToken.None);
        await build.SwitchAsync(CancellationToken.None);
        Assert.Equal(["a"], await Index.Ids(Ask("ใหม่")));
        Assert.Empty(await Index.Ids(Ask("เดิม")));
    }

    [Fact]
    public async Task A_build_takes_what_is_written_while_it_is_settled_and_lists_all_that_it_holds()
    {
        await Index.With(Study("a", "เดิม"), Study("gone", "เดิม"));
        await using IIndexBuild build = await Index.BeginBuildAsync(CancellationToken.None);
        await build.WriteAsync([Put(Study("gone", "เดิม")), Put(Study("a", "เดิม", "", 1, Page(1, "ทะเลสาบสงขลา")))], CancellationToken.None);
        long revision = 1;
        do
        {
            await Index.With(Study("a", "ใหม่", "", ++revision, Page(1, "ทะเลสาบสงขลา")));
            Assert.Equal(["a"], await Index.Ids(Ask("ใหม่")));
        }
        while (await build.SettleAsync(CancellationToken.None) && revision < 500);
        Assert.False(await build.SettleAsync(CancellationToken.None));
        await Index.WriteAsync([Delete("gone", 2)], CancellationToken.None);
        IndexedRecord held = Assert.Single(await build.ListAsync(CancellationToken.None).ToListAsync(CancellationToken.None));
        Assert.Equal(("a", revision), (held.Id, held.Revision));
        Assert.NotEqual("", held.PagesHash);
        await build.SwitchAsync(CancellationToken.None);
        Assert.Equal(["a"], await Index.Ids(Ask("ใหม่")));
        Assert.Empty(await Index.Ids(Ask("เดิม")));
    }

    [Fact]
    public async Task Settling_changes_no_answer()
    {
        for (int number = 1; number <= 7; number++)
        {
            await Index.With(Study($"S{number}", $"เหมืองแร่ ฉบับ {number}"));
        }

        await Index.With(Study("S3", "ป่าไม้", revision: 2));
        await Index.WriteAsync([Delete("S5", 2)], CancellationToken.None);
        await Index.RefreshAsync(CancellationToken.None);
        var before = await Index.SearchAsync(Ask("เหมืองแร่"), CancellationToken.None);
        for (int turn = 0; turn < 100 && await Index.SettleAsync(CancellationToken.None); turn++)
        {
        }

        Assert.False(await Index.SettleAsync(CancellationToken.None));
        var after = await Index.SearchAsync(Ask("เหมืองแร่"), CancellationToken.None);
        Assert.Equal(before.Hits.Select(h => h.Id), after.Hits.Select(h => h.Id));
        Assert.Equal((5, 5), (before.Total, after.Total));
        // What was deleted is remembered, and what comes next is taken.
        await Index.With(Study("S5", "เหมืองแร่"), Study("S8", "เหมืองแร่"));
        Assert.Equal(["S1", "S2", "S4", "S6", "S7", "S8"], (await Index.Ids(Ask("เหมืองแร่"))).Order());
    }

    [Fact]
    public async Task A_build_that_is_given_up_leaves_no_trace()
    {
        await Index.With(Study("old", "เหมืองแร่"));
        IndexState before = await Index.StateAsync(CancellationToken.None);
        await using (IIndexBuild build = await Index.BeginBuildAsync(CancellationToken.None))
        {
            await build.WriteAsync([Put(Study("new", "เหมืองแร่"))], CancellationToken.None);
        }

        Assert.Equal(["old"], await Index.Ids(Ask("เหมืองแร่")));
        Assert.Equal(before.Generation, (await Index.StateAsync(CancellationToken.None)).Generation);
        await using IIndexBuild second = await Index.BeginBuildAsync(CancellationToken.None);
        await second.SwitchAsync(CancellationToken.None);
        Assert.Equal(0, (await Index.StateAsync(CancellationToken.None)).Records);
    }

    [Fact]
    public async Task Unchanged_pages_stay_and_are_found_after_the_record_alone_was_written_again()
    {
        IndexDocument study = Study("a", "หัวข้อ", "", 1, Page(1, "ทะเลสาบสงขลา"), Page(2, "ปลากะพง", TextClass.Restricted));
        await Index.With(study);
        await Index.With(study with { Revision = 2, Year = 2024 });
        Assert.Equal(2, (await Index.StateAsync(CancellationToken.None)).Pages);
        Assert.Equal(new PageRef("file", 1), (await Index.SearchAsync(Ask("ทะเลสาบสงขลา"), CancellationToken.None)).Hits[0].BestPage);
        await Index.With(study with { Revision = 3, Pages = [], PagesHash = "" });
        Assert.Equal(0, (await Index.StateAsync(CancellationToken.None)).Pages);
        Assert.Empty(await Index.Ids(Ask("ทะเลสาบสงขลา")));
    }
}
