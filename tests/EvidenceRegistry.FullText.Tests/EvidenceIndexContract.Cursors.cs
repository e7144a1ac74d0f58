using System.Globalization;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

public abstract partial class EvidenceIndexContract
{
    private const int Many = 330;

    private async Task FillMany() => await Index.With(
    [
        .. Enumerable.Range(0, Many).Select(i => Study(
            string.Create(CultureInfo.InvariantCulture, $"m{i * 7919 % Many:D4}"),
            $"เรื่อง {i % 40}",
            "ประชากร " + string.Concat(Enumerable.Repeat("วัย ", i % 11)) + (i % 3 == 0 ? "สูงอายุ ดูแล" : "ดูแล เด็ก")) with
        {
            Year = i % 17 == 0 ? null : 2000 + (i % 9),
            ChangedAt = i % 5,
            Prior = i % 13 == 0 ? 0.5 : 1,
        }),
    ]);

    [Theory]
    [InlineData(SearchSort.Relevance, 1)]
    [InlineData(SearchSort.Relevance, 7)]
    [InlineData(SearchSort.Relevance, 33)]
    [InlineData(SearchSort.Relevance, 99)]
    [InlineData(SearchSort.Relevance, 100)]
    [InlineData(SearchSort.Newest, 7)]
    [InlineData(SearchSort.Newest, 100)]
    [InlineData(SearchSort.Title, 33)]
    public async Task Paging_by_cursor_gives_every_record_once_in_one_order_whatever_the_size(SearchSort sort, int size)
    {
        await FillMany();
        foreach (string typed in new[] { "ประชากร ดูแล", "" })
        {
            List<string> whole = await All(Ask(typed) with { Sort = sort, Size = 50 });
            Assert.Equal(Many, whole.Count);
            Assert.Equal(Many, whole.Distinct().Count());
            Assert.Equal(whole, await All(Ask(typed) with { Sort = sort, Size = size }));
        }
    }

    [Fact]
    public async Task Newest_comes_by_year_then_last_change_with_unknown_years_last()
    {
        await Index.With(
            Study("a", "หนึ่ง") with { Year = 2020, ChangedAt = 5 },
            Study("b", "สอง") with { Year = null, ChangedAt = 9 },
            Study("c", "สาม") with { Year = 2021, ChangedAt = 1 },
            Study("d", "สี่") with { Year = 2020, ChangedAt = 7 });
        Assert.Equal(["c", "d", "a", "b"], await Index.Ids(Ask("") with { Sort = SearchSort.Newest }));
    }

    [Fact]
    public async Task A_cursor_goes_on_in_the_view_it_began_with_while_records_come_and_go()
    {
        await FillMany();
        SearchRequest request = Ask("ประชากร") with { Size = 60 };
        List<string> before = await All(request);
        SearchAnswer first = await Index.SearchAsync(request, CancellationToken.None);
        await Index.With(Study("new", "ประชากร ประชากร ประชากร"));
        await Index.WriteAsync([Delete("m0001", 9)], CancellationToken.None);
        await Index.RefreshAsync(CancellationToken.None);
        List<string> after = [.. first.Hits.Select(hit => hit.Id), .. await All(request with { Cursor = first.Next })];
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task A_cursor_that_was_changed_or_belongs_to_another_question_is_refused()
    {
        await FillMany();
        SearchAnswer first = await Index.SearchAsync(Ask("ประชากร"), CancellationToken.None);
        string cursor = first.Next!;
        int middle = cursor.Length / 2;
        string changed = cursor[..middle] + (cursor[middle] == 'A' ? 'B' : 'A') + cursor[(middle + 1)..];
        foreach (SearchRequest request in new[]
        {
            Ask("ประชากร") with { Cursor = "garbage" },
            Ask("ประชากร") with { Cursor = "" },
            Ask("ประชากร") with { Cursor = "%%% ก" },
            Ask("ประชากร") with { Cursor = changed },
            Ask("ดูแล") with { Cursor = cursor },
            Ask("ประชากร", ReadingRights.Everything) with { Cursor = cursor },
            Ask("ประชากร") with { Cursor = cursor, Sort = SearchSort.Title },
        })
        {
            Assert.Equal(SearchOutcome.CursorInvalid, (await Index.SearchAsync(request, CancellationToken.None)).Outcome);
        }
    }

    [Fact]
    public async Task A_cursor_of_pages_is_none_of_records_and_the_other_way_round()
    {
        await FillMany();
        await Index.With(Study("paged", "หัวข้อ", "", 1, [.. Enumerable.Range(1, 9).Select(n => Page(n, "ประชากร"))]));
        var pages = new PagesRequest("paged", Ask("ประชากร").Query, ReadingRights.Open, 4, null);
        string ofPages = (await Index.PagesAsync(pages, CancellationToken.None)).Next!;
        string ofRecords = (await Index.SearchAsync(Ask("ประชากร"), CancellationToken.None)).Next!;
        Assert.Equal(SearchOutcome.CursorInvalid, (await Index.SearchAsync(Ask("ประชากร") with { Cursor = ofPages }, CancellationToken.None)).Outcome);
        Assert.Equal(SearchOutcome.CursorInvalid, (await Index.PagesAsync(pages with { Cursor = ofRecords }, CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task A_cursor_expires_when_its_view_is_no_longer_kept()
    {
        await FillMany();
        SearchRequest request = Ask("ประชากร");
        SearchAnswer first = await Index.SearchAsync(request, CancellationToken.None);
        LetCursorsExpire();
        SearchAnswer late = await Index.SearchAsync(request with { Cursor = first.Next }, CancellationToken.None);
        Assert.Equal(SearchOutcome.CursorExpired, late.Outcome);
        Assert.Empty(late.Hits);
    }

    /// <summary>Lets as much time pass as any cursor is kept.</summary>
    protected abstract void LetCursorsExpire();

    private async Task<List<string>> All(SearchRequest request)
    {
        var ids = new List<string>();
        SearchAnswer answer;
        do
        {
            answer = await Index.SearchAsync(request, CancellationToken.None);
            Assert.Equal(SearchOutcome.Answered, answer.Outcome);
            Assert.True(answer.Hits.Count == request.Size || answer.Next is null);
            ids.AddRange(answer.Hits.Select(hit => hit.Id));
            request = request with { Cursor = answer.Next };
        }
        while (answer.Next is not null);
        return ids;
    }
}
