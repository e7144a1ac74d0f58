using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>What every engine promises; each engine's tests say only how an empty index is opened.</summary>
public abstract partial class EvidenceIndexContract : IAsyncLifetime
{
    protected IEvidenceIndex Index { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Index = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Index.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>An empty index that no other test sees.</summary>
    protected abstract Task<IEvidenceIndex> OpenAsync();

    [Fact]
    public async Task A_study_is_found_by_words_of_its_title_abstract_and_pages_together()
    {
        await Index.With(
            Study("a", "การจัดการน้ำชุมชน", "ฝายมีชีวิตในภาคเหนือ", 1, Page(1, "เกษตรกรลดค่าใช้จ่ายลง")),
            Study("b", "การท่องเที่ยวชุมชน"));
        SearchAnswer answer = await Index.SearchAsync(Ask("การจัดการน้ำ ฝาย เกษตรกร"), CancellationToken.None);
        Assert.Equal(["a"], answer.Hits.Select(hit => hit.Id));
        Assert.Equal(1, answer.Total);
        Assert.Null(answer.Relaxed);
    }

    [Fact]
    public async Task Nothing_is_visible_before_a_refresh()
    {
        await Index.WriteAsync([Put(Study("a", "ฝุ่นละออง"))], CancellationToken.None);
        Assert.Empty(await Index.Ids(Ask("ฝุ่นละออง")));
        await Index.RefreshAsync(CancellationToken.None);
        Assert.Equal(["a"], await Index.Ids(Ask("ฝุ่นละออง")));
    }

    [Fact]
    public async Task An_older_or_equal_revision_changes_nothing()
    {
        await Index.With(Study("a", "รถไฟฟ้า", revision: 5));
        await Index.With(Study("a", "เรือโดยสาร", revision: 5), Study("a", "รถเมล์", revision: 4));
        Assert.Equal(["a"], await Index.Ids(Ask("รถไฟฟ้า")));
        Assert.Empty(await Index.Ids(Ask("เรือโดยสาร")));
    }

    [Fact]
    public async Task A_deleted_study_does_not_come_back_by_a_late_older_write()
    {
        await Index.With(Study("a", "รถไฟฟ้า", revision: 5));
        await Index.WriteAsync([Delete("a", 7)], CancellationToken.None);
        await Index.RefreshAsync(CancellationToken.None);
        await Index.With(Study("a", "รถไฟฟ้า", revision: 6));
        Assert.Empty(await Index.Ids(Ask("รถไฟฟ้า")));
        Assert.Equal(0, (await Index.StateAsync(CancellationToken.None)).Records);
        await Index.With(Study("a", "รถไฟฟ้า", revision: 8));
        Assert.Equal(["a"], await Index.Ids(Ask("รถไฟฟ้า")));
    }

    [Fact]
    public async Task Only_the_newest_of_several_writes_of_one_record_counts_whatever_their_order()
    {
        await Index.WriteAsync([Put(Study("a", "สาม", revision: 3)), Put(Study("a", "หนึ่ง", revision: 1)), Delete("a", 2)], CancellationToken.None);
        await Index.RefreshAsync(CancellationToken.None);
        Assert.Equal(["a"], await Index.Ids(Ask("สาม")));
        Assert.Equal(1, (await Index.StateAsync(CancellationToken.None)).Records);
    }

    [Fact]
    public async Task The_list_names_every_record_with_its_revision_in_the_order_of_ids()
    {
        await Index.With(Study("c", "สาม", revision: 3), Study("a", "หนึ่ง", "", 1, Page(1, "ข้อความ")), Study("b", "สอง", revision: 2));
        await Index.WriteAsync([Delete("b", 4)], CancellationToken.None);
        await Index.RefreshAsync(CancellationToken.None);
        var listed = new List<IndexedRecord>();
        await foreach (IndexedRecord record in Index.ListAsync(CancellationToken.None))
        {
            listed.Add(record);
        }

        Assert.Equal([("a", 1L), ("c", 3L)], listed.Select(record => (record.Id, record.Revision)));
        Assert.NotEqual("", listed[0].PagesHash);
    }

    [Fact]
    public async Task A_question_of_signs_only_says_that_there_is_nothing_to_look_for()
    {
        await Index.With(Study("a", "หนึ่ง"));
        SearchAnswer answer = await Index.SearchAsync(Ask("!!! ??? ---"), CancellationToken.None);
        Assert.Equal(SearchOutcome.NothingToLookFor, answer.Outcome);
        Assert.Equal(0, answer.Total);
    }

    [Fact]
    public async Task An_empty_question_lists_everything()
    {
        await Index.With(Study("b", "สอง"), Study("a", "หนึ่ง"));
        Assert.Equal(["a", "b"], await Index.Ids(Ask("")));
    }
}
