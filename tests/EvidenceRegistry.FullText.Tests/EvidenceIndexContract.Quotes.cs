using FsCheck;
using FsCheck.Fluent;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

public abstract partial class EvidenceIndexContract
{
    private static readonly string[] StoredPages =
    [
        "การจัดการน้ำชุมชนเพื่อความมั่นคงทางอาหาร\nพ.ศ. 2564–2566 ในลุ่มน้ำปิง",
        "งานวิจัยนี้ใช้ข้อมูล Open Data ของกรมชลประทาน (RID) ร้อยละ ๒๕.๕ ของครัวเรือน",
        "ผู้ประกอบการ SME's ในจังหวัดน่าน—แพร่ ขาดแคลนแรงงาน; ดู https://example.org/a?b=1",
        "ค่าเฉลี่ย PM2.5 ๓๗ µg/m³ 😀 เกินมาตรฐาน WHO",
    ];

    [Fact]
    public async Task Every_quoted_run_of_whole_clusters_finds_its_record_and_its_page()
    {
        await Index.With([.. StoredPages.Select((text, i) => Study($"s{i}", $"หัวข้อ {i}", "", 1, Page(1, "หน้าแรก"), Page(2, text)))]);
        Cluster[][] clusters = [.. StoredPages.Select(text => CharacterClusters.Of(text).ToArray())];
        Gen<(int, int, int)> runs =
            from page in Gen.Choose(0, StoredPages.Length - 1)
            from start in Gen.Choose(0, clusters[page].Length - 1)
            from length in Gen.Choose(1, 12)
            select (page, start, Math.Min(clusters[page].Length, start + length));
        await foreach ((int page, int first, int end) in Drawn(runs, 120))
        {
            string run = StoredPages[page][clusters[page][first].Start..clusters[page][end - 1].End];
            if (!run.Any(char.IsLetterOrDigit))
            {
                continue;
            }

            var query = QueryParser.Parse($"\"{run.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"", 1000);
            SearchAnswer answer = await Index.SearchAsync(new SearchRequest { Query = query, Rights = ReadingRights.Open }, CancellationToken.None);
            Assert.Contains(answer.Hits, hit => hit.Id == $"s{page}");
            PagesAnswer pages = await Index.PagesAsync(new PagesRequest($"s{page}", query, ReadingRights.Open, 10, null), CancellationToken.None);
            Assert.Contains(new PageRef("file", 2), pages.Pages);
        }
    }

    [Fact]
    public async Task A_quotation_does_not_reach_from_one_page_to_the_next()
    {
        await Index.With(Study("a", "หัวข้อ", "", 1, Page(1, "ป่าชุมชน"), Page(2, "บ้านแม่ทา")));
        Assert.Empty(await Index.Ids(Ask("\"ชุมชนบ้านแม่ทา\"")));
        Assert.Equal(["a"], await Index.Ids(Ask("\"ป่าชุมชน\" \"บ้านแม่ทา\"")));
    }

    [Theory]
    [InlineData("ส่งเสริมการท่องเที่ยว")]
    [InlineData("ส่งเสริม การท่องเที่ยว")]
    [InlineData("ส่งเสริม\nการ ท่องเที่ยว")]
    [InlineData("ต่างๆ ในปี 2564 ของ")]
    public async Task A_Thai_quotation_is_found_over_the_end_of_a_printed_line_with_the_blanks_it_was_copied_with(string quote)
    {
        await Index.With(Study("a", "หัวข้อ", "", 1, Page(1, "คำนำ"), Page(2, "แผนเพื่อส่งเสริม\nการท่องเที่ยวต่างๆ\r\nในปี 2564 ของชุมชน")), Study("b", "ส่งเสริมการค้า ท่องเที่ยว"));
        Assert.Equal(["a"], await Index.Ids(Ask($"\"{quote}\"")));
        Assert.Equal([new PageRef("file", 2)], (await Index.PagesAsync(new PagesRequest("a", QueryParser.Parse($"\"{quote}\"", 1000), ReadingRights.Open, 10, null), CancellationToken.None)).Pages);
        Assert.Equal(["b"], await Index.Ids(Ask($"-\"{quote}\"")));
    }

    [Fact]
    public async Task White_space_beside_other_than_Thai_letters_counts_in_a_quotation()
    {
        await Index.With(Study("a", "ระบบ GIS ของ 25 จังหวัด"), Study("b", "ระบบGISของ25จังหวัด"));
        Assert.Equal(["a"], await Index.Ids(Ask("\"ระบบ GIS\"")));
        Assert.Equal(["b"], await Index.Ids(Ask("\"ของ25\"")));
    }

    [Fact]
    public async Task Words_that_differ_by_a_tone_mark_are_not_the_same_quotation()
    {
        await Index.With(Study("rice", "ข้าว"), Study("white", "ขาว"));
        Assert.Equal(["rice"], await Index.Ids(Ask("\"ข้าว\"")));
        Assert.Equal(["white"], await Index.Ids(Ask("\"ขาว\"")));
    }

    [Fact]
    public async Task An_excluded_word_or_quotation_keeps_records_out()
    {
        await Index.With(Study("a", "น้ำท่วมเชียงใหม่"), Study("b", "น้ำท่วมกรุงเทพ"), Study("c", "น้ำท่วม ภาค กลาง"));
        Assert.Equal(["a", "c"], (await Index.Ids(Ask("น้ำท่วม -กรุงเทพ"))).Order());
        Assert.Equal(["a", "b"], (await Index.Ids(Ask("น้ำท่วม -\"ภาค กลาง\""))).Order());
        Assert.Equal(["b", "c"], (await Index.Ids(Ask("-เชียงใหม่"))).Order());
    }

    [Theory]
    [InlineData("10.1234/ABC.5")]
    [InlineData("https://doi.org/10.1234/abc.5")]
    [InlineData("RDG 64/๑๐๐๐๑")]
    public async Task An_identifier_is_found_by_its_exact_form(string typed)
    {
        await Index.With(Study("a", "หนึ่ง") with { Identifiers = ["10.1234/abc.5", "RDG 64/10001"] }, Study("b", "สอง 10.1234 abc RDG 64 10001"));
        Assert.Equal("a", (await Index.Ids(Ask(typed)))[0]);
    }

    [Fact]
    public async Task Pages_of_a_record_come_best_first_and_by_cursor_without_loss()
    {
        PageText[] pages = [.. Enumerable.Range(1, 25).Select(n => Page(n, n % 5 == 0 ? "ชลประทาน ชลประทาน" : $"เรื่องอื่น {n} ชลประทาน ในบทที่ยาวกว่าเล็กน้อย"))];
        await Index.With(Study("a", "หัวข้อ", "", 1, pages));
        var request = new PagesRequest("a", QueryParser.Parse("ชลประทาน", 100), ReadingRights.Open, 4, null);
        var seen = new List<int>();
        PagesAnswer answer;
        do
        {
            answer = await Index.PagesAsync(request, CancellationToken.None);
            seen.AddRange(answer.Pages.Select(page => page.Page));
            request = request with { Cursor = answer.Next };
        }
        while (answer.Next is not null);
        Assert.Equal(25, answer.Total);
        Assert.Equal(Enumerable.Range(1, 25), seen.Order());
        Assert.Equal([5, 10, 15, 20, 25], seen.Take(5).Order());
        Assert.Equal(new PageRef("file", 5), (await Index.SearchAsync(Ask("ชลประทาน"), CancellationToken.None)).Hits[0].BestPage);
    }

    [Fact]
    public async Task A_page_is_quoted_unless_the_title_holds_more_or_the_abstract_as_much()
    {
        await Index.With(
            Study("a", "พลังงานแสงอาทิตย์", "", 1, Page(1, "พลังงานแสงอาทิตย์")),
            Study("b", "พลังงานแสงอาทิตย์", "", 1, Page(1, "พลังงาน")),
            Study("c", "หัวข้อ", "พลังงานแสงอาทิตย์ของชุมชน", 1, Page(1, "แสงอาทิตย์ให้พลังงาน")));
        SearchAnswer answer = await Index.SearchAsync(Ask("พลังงานแสงอาทิตย์"), CancellationToken.None);
        Assert.Equal(new PageRef("file", 1), answer.Hits.Single(hit => hit.Id == "a").BestPage);
        Assert.Null(answer.Hits.Single(hit => hit.Id == "b").BestPage);
        Assert.Null(answer.Hits.Single(hit => hit.Id == "c").BestPage);
    }

    [Fact]
    public async Task A_record_that_holds_the_question_as_typed_leads_and_its_page_is_quoted()
    {
        await Index.With(
            Study("a", "รายงานประจำปี", "", 1, Page(1, "คำนำ การเติบโต สิ่งแวดล้อม ยั่งยืน มิตร การพัฒนา"), Page(2, "ว่าด้วยการเติบโตที่เป็นมิตรกับสิ่งแวดล้อมอย่างยั่งยืน และเรื่องอื่นอีกมาก")),
            Study("b", "มิตรกับสิ่งแวดล้อม เติบโตยั่งยืน", "การเติบโต เป็นมิตร สิ่งแวดล้อม อย่างยั่งยืน ที่ กับ"));
        SearchAnswer answer = await Index.SearchAsync(Ask("การเติบโตที่เป็นมิตรกับสิ่งแวดล้อมอย่างยั่งยืน"), CancellationToken.None);
        Assert.Equal("a", answer.Hits[0].Id);
        Assert.Equal(new PageRef("file", 2), answer.Hits[0].BestPage);
    }

    [Fact]
    public async Task A_pasted_sentence_that_was_cut_in_mid_word_finds_its_record()
    {
        await Index.With(Study("a", "หัวข้อ", "การตรวจราชการเป็นมาตรการสำคัญประการหนึ่งในการบริหารราชการแผ่นดิน"), Study("b", "อื่น", "การตรวจ แผ่ ราชการ"));
        Assert.Equal("a", (await Index.Ids(Ask("มาตรการสำคัญประการหนึ่งในการบริหารราชการแผ่นดิ")))[0]);
    }

    private static async IAsyncEnumerable<T> Drawn<T>(Gen<T> gen, int count)
    {
        foreach (T drawn in gen.Sample(count))
        {
            yield return drawn;
        }

        await Task.CompletedTask;
    }
}
