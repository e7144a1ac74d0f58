using System.Text.Json;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

public abstract partial class EvidenceIndexContract
{
    private const int Own = 7;
    private const int Other = 70;

    private static readonly Dictionary<string, ReadingRights> Readers = new()
    {
        ["anyone"] = ReadingRights.Open,
        ["its submitter"] = ReadingRights.Open with { Agency = Own },
        ["another submitter"] = ReadingRights.Open with { Agency = Other },
        ["curator"] = ReadingRights.Everything,
        ["key with scope restricted"] = new ReadingRights(false, true, false, null),
    };

    [Theory]
    [InlineData(TextClass.Open, "anyone", true)]
    [InlineData(TextClass.Open, "its submitter", true)]
    [InlineData(TextClass.Open, "curator", true)]
    [InlineData(TextClass.Open, "key with scope restricted", true)]
    [InlineData(TextClass.Embargoed, "anyone", false)]
    [InlineData(TextClass.Embargoed, "its submitter", true)]
    [InlineData(TextClass.Embargoed, "another submitter", false)]
    [InlineData(TextClass.Embargoed, "curator", true)]
    [InlineData(TextClass.Embargoed, "key with scope restricted", false)]
    [InlineData(TextClass.Restricted, "anyone", false)]
    [InlineData(TextClass.Restricted, "its submitter", true)]
    [InlineData(TextClass.Restricted, "another submitter", false)]
    [InlineData(TextClass.Restricted, "curator", true)]
    [InlineData(TextClass.Restricted, "key with scope restricted", true)]
    [InlineData(TextClass.MetadataOnly, "anyone", false)]
    [InlineData(TextClass.MetadataOnly, "its submitter", true)]
    [InlineData(TextClass.MetadataOnly, "another submitter", false)]
    [InlineData(TextClass.MetadataOnly, "curator", true)]
    [InlineData(TextClass.MetadataOnly, "key with scope restricted", false)]
    public async Task Text_is_found_and_its_page_named_for_those_who_may_read_it_and_for_nobody_else(TextClass textClass, string reader, bool reads)
    {
        ReadingRights rights = Readers[reader];
        await Index.With(Study("a", "หัวข้อ", "", 1, Page(1, "แผ่นดินไหวขนาดเล็ก", textClass, Own)));
        Assert.Equal(reads, rights.MayRead(textClass, [Own]));
        foreach (string typed in new[] { "แผ่นดินไหว", "\"ดินไหวขนาด\"", "\"ไหว\"", "หัวข้อ แผ่นดินไหว" })
        {
            SearchAnswer answer = await Index.SearchAsync(Ask(typed, rights), CancellationToken.None);
            PagesAnswer pages = await Index.PagesAsync(new PagesRequest("a", QueryParser.Parse(typed, 100), rights, 10, null), CancellationToken.None);
            bool byTitle = typed.StartsWith("หัวข้อ", StringComparison.Ordinal);
            Assert.Equal(reads || byTitle ? 1 : 0, answer.Total);
            Assert.Equal(reads ? 1 : 0, pages.Total);
            Assert.All(answer.Hits, hit => Assert.Equal(reads ? new PageRef("file", 1) : null, hit.BestPage));
            Assert.Equal(!reads && byTitle, answer.Relaxed is not null);
        }

        Assert.Equal(reads ? 0 : 1, (await Index.SearchAsync(Ask("หัวข้อ -แผ่นดินไหว", rights), CancellationToken.None)).Total);
    }

    /// <summary>Two registries that differ in closed text alone, read by those who may not read it.</summary>
    [Fact]
    public async Task Closed_text_changes_nothing_that_other_readers_get()
    {
        IEvidenceIndex other = await OpenAnotherAsync();
        await using (other)
        {
            await FillApart(Index, "ปริมาณฝน สูง");
            await FillApart(other, string.Concat(Enumerable.Repeat("น้ำท่วม ปริมาณฝน ลุ่มน้ำ เกษตรกร สารเคมี ", 40)));
            foreach (string typed in new[] { "น้ำท่วม", "ปริมาณฝน ลุ่มน้ำ", "\"ลุ่มน้ำ\"", "เกษตรกร -สารเคมี", "น้ำทวม", "" })
            {
                foreach (string reader in new[] { "anyone", "another submitter" })
                {
                    SearchRequest request = Ask(typed, Readers[reader]) with { Facets = true, Explain = true };
                    Assert.Equal(await Everything(Index, request), await Everything(other, request));
                }
            }
        }
    }

    /// <summary>An empty index beside <see cref="Index"/>.</summary>
    protected abstract Task<IEvidenceIndex> OpenAnotherAsync();

    private static async Task FillApart(IEvidenceIndex index, string closed)
    {
        for (int i = 0; i < 30; i++)
        {
            string open = $"รายงาน {i} น้ำท่วม {(i % 3 == 0 ? "ลุ่มน้ำ เจ้าพระยา" : "เกษตรกร")} {(i % 4 == 0 ? "สารเคมี" : "")}";
            IndexDocument study = Study($"r{i:D2}", $"การศึกษาที่ {i}", open, 1, Page(1, open + " ปริมาณฝน"), Page(2, closed + i, (TextClass)(1 + (i % 3)), Own));
            await index.With(study);
            await index.With(study with { Revision = 2, Year = 2000 + i });
        }
    }

    /// <summary>All that an answer says, cursors' seals apart, and the passages and completions beside it.</summary>
    private static async Task<string> Everything(IEvidenceIndex index, SearchRequest request)
    {
        SearchAnswer answer = await index.SearchAsync(request, CancellationToken.None);
        PagesAnswer pages = await index.PagesAsync(new PagesRequest("r00", request.Query, request.Rights, 10, null), CancellationToken.None);
        IReadOnlyList<string> completions = await index.SuggestAsync(request.Query.Text, 10, [], CancellationToken.None);
        IReadOnlyList<Hit> alike = await index.MoreLikeAsync("r00", 5, [], CancellationToken.None);
        return JsonSerializer.Serialize(new { answer = answer with { Next = null }, more = answer.Next is null, pages, completions, alike });
    }
}
