using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

public abstract partial class EvidenceIndexContract
{
    [Fact]
    public async Task A_question_in_a_whole_sentence_finds_its_passage_and_says_what_was_let_go()
    {
        await Index.With(
            Study("a", "รายงาน", "โครงการฝายชะลอน้ำที่จังหวัดน่านใช้งบประมาณ 12 ล้านบาทและสร้างเสร็จในเดือนมีนาคม"),
            Study("b", "รายงาน", "โครงการถนนที่จังหวัดตรังใช้งบประมาณ 40 ล้านบาท"),
            Study("c", "รายงาน", "การประชุมสามัญประจำปี"));
        SearchAnswer answer = await Index.SearchAsync(Ask("หมู่บ้านไหนที่จังหวัดน่านได้สร้างฝายชะลอน้ำด้วยงบประมาณของท้องถิ่นเอง"), CancellationToken.None);
        Assert.Equal("a", answer.Hits[0].Id);
        Assert.NotNull(answer.Relaxed);
        Assert.Contains("หมู่บ้าน", answer.Relaxed);
        Assert.DoesNotContain("งบประมาณ", answer.Relaxed);
    }

    [Fact]
    public async Task A_sentence_that_hardly_a_record_holds_whole_also_finds_those_that_lack_a_word_and_says_so()
    {
        const string Asked = "ชาวประมงพื้นบ้าน ปะการังเทียม รายได้ครัวเรือน อ่าวไทย";
        await Index.With(
            Study("whole", "รายงาน", "สำรวจ " + Asked) with { Facets = Facet(FacetNames.Agency, "ก") },
            Study("lacks", "รายงาน", "ปะการังเทียมกับรายได้ครัวเรือนของชาวประมงพื้นบ้าน") with { Facets = Facet(FacetNames.Agency, "ข") },
            Study("other", "รายงาน", "การประชุมสามัญประจำปี"));
        SearchAnswer answer = await Index.SearchAsync(Ask("รายได้ครัวเรือน อ่าวไทย ปะการังเทียม ชาวประมงพื้นบ้าน") with { Facets = true }, CancellationToken.None);
        Assert.Equal(["whole", "lacks"], answer.Hits.Select(hit => hit.Id));
        Assert.Equal(1, answer.HoldingAll);
        Assert.Contains("อ่าวไทย", string.Join(' ', answer.Relaxed!), StringComparison.Ordinal);
        foreach (FacetCount count in answer.Facets[FacetNames.Agency])
        {
            SearchAnswer chosen = await Index.SearchAsync(
                Ask("รายได้ครัวเรือน อ่าวไทย ปะการังเทียม ชาวประมงพื้นบ้าน") with { Filters = new Dictionary<string, IReadOnlyList<string>> { [FacetNames.Agency] = [count.Value] } }, CancellationToken.None);
            Assert.Equal(count.Count, chosen.Total);
        }

        Assert.Equal(["whole"], await Index.Ids(Ask(Asked)));
        Assert.Equal(["whole"], await Index.Ids(Ask("อ่าวไทย ปะการังเทียม")));
    }

    [Fact]
    public async Task Of_two_that_answer_alike_the_newer_leads_a_little_and_says_so()
    {
        await Index.With(
            Study("a", "พลังงานลมนอกชายฝั่ง", "การศึกษาความเป็นไปได้") with { Year = 2005 },
            Study("b", "พลังงานลมนอกชายฝั่ง", "การศึกษาความเป็นไปได้") with { Year = 2024 });
        SearchAnswer answer = await Index.SearchAsync(Ask("พลังงานลมนอกชายฝั่ง") with { ThisYear = 2025, Explain = true }, CancellationToken.None);
        Assert.Equal(["b", "a"], answer.Hits.Select(hit => hit.Id));
        Assert.Equal(0.9, answer.Hits[1].Explanation!.Single(part => part.Name == "recency").Value, 6);
        Assert.Equal(["a", "b"], await Index.Ids(Ask("พลังงานลมนอกชายฝั่ง")));
    }

    [Fact]
    public async Task A_pasted_title_with_quotation_marks_finds_its_record_where_nothing_holds_the_quotation_and_says_so()
    {
        await Index.With(
            Study("a", "รายงาน", "ปลัดกระทรวงเปิดโครงการหนึ่งตำบลหนึ่งเกษตรทฤษฎีใหม่ที่จังหวัดน่าน"),
            Study("b", "รายงาน", "การประชุมสามัญประจำปี"));
        SearchAnswer answer = await Index.SearchAsync(Ask("ปลัดกระทรวงเปิดโครงการ \"เกษตรทฤษฎีใหม่ หนึ่งตำบล\" จังหวัดน่าน"), CancellationToken.None);
        Assert.Equal("a", answer.Hits[0].Id);
        Assert.Contains("เกษตรทฤษฎีใหม่ หนึ่งตำบล", answer.Relaxed!);
        Assert.Empty(await Index.Ids(Ask("\"เกษตรทฤษฎีใหม่ หนึ่งตำบล\"")));
    }

    [Fact]
    public async Task A_pasted_title_whose_quotation_another_record_holds_finds_its_record_and_a_short_question_keeps_its_quotation()
    {
        await Index.With(
            Study("right", "รายงาน", "โฆษกรัฐบาลเปิดเผยว่านายกรัฐมนตรีพอใจจำนวนนักท่องเที่ยวต่างประเทศที่เดินทางเข้าประเทศไทยหลังคลายมาตรการเปิดประเทศ"),
            Study("other", "รายงาน", "นายกฯ เยี่ยมชมโครงการชลประทานต่างประเทศ"));
        SearchAnswer answer = await Index.SearchAsync(Ask("โฆษกรัฐบาลเผย \"นายกฯ\" พอใจจำนวนนักท่องเที่ยวต่างประเทศเดินทางเข้าประเทศไทยหลังคลายมาตรการเปิดประเทศ"), CancellationToken.None);
        Assert.Equal("right", answer.Hits[0].Id);
        Assert.Contains("นายกฯ", answer.Relaxed!);
        Assert.Equal(["other"], await Index.Ids(Ask("\"นายกฯ\" พอใจนักท่องเที่ยวต่างประเทศ")));
    }

    [Fact]
    public async Task A_title_pasted_within_printed_quotation_marks_finds_its_record_although_nothing_holds_it_to_the_letter()
    {
        await Index.With(Study("a", "รายงาน", "กองทุนการออมแห่งชาติส่งเสริมความรู้การออมแก่นักเรียน"), Study("b", "รายงาน", "การประชุมสามัญประจำปี"));
        SearchAnswer answer = await Index.SearchAsync(Ask("“ส่งเสริมความรู้การออมนักเรียน”"), CancellationToken.None);
        Assert.Equal("a", answer.Hits[0].Id);
        Assert.Contains("ส่งเสริมความรู้การออมนักเรียน", answer.Relaxed!);
        Assert.Empty(await Index.Ids(Ask("\"ส่งเสริมความรู้การออมนักเรียน\"")));
    }

    [Fact]
    public async Task A_word_in_the_title_raises_a_record_and_retraction_lowers_it()
    {
        await Index.With(
            Study("title", "ขยะทะเล", "การสำรวจชายฝั่งอันดามันในฤดูมรสุม"),
            Study("text", "การสำรวจชายฝั่ง", "ขยะทะเลในอันดามันในฤดูมรสุมและฤดูร้อน"));
        Assert.Equal(["title", "text"], await Index.Ids(Ask("ขยะทะเล")));
        await Index.With(Study("title", "ขยะทะเล", "การสำรวจชายฝั่งอันดามันในฤดูมรสุม", 2) with { Prior = 0.2 });
        Assert.Equal(["text", "title"], await Index.Ids(Ask("ขยะทะเล")));
    }

    [Fact]
    public async Task A_place_named_in_the_question_raises_its_records_and_requires_nothing()
    {
        await Index.With(
            Study("a", "ผลผลิตข้าวโพด") with { Facets = Facet(FacetNames.Area, "TH", "TH-55") },
            Study("b", "ผลผลิตข้าวโพด") with { Facets = Facet(FacetNames.Area, "TH", "TH-54") });
        Assert.Equal(["b", "a"], await Index.Ids(Ask("ข้าวโพด") with { RaisedAreas = ["TH-54"] }));
    }

    [Fact]
    public async Task The_parts_of_an_explanation_make_the_score()
    {
        await Index.With(
            Study("a", "สุขภาพจิตวัยรุ่น", "สุขภาพจิตของวัยรุ่นในเมือง") with { Prior = 0.8, Facets = Facet(FacetNames.Area, "TH-10") },
            Study("b", "วัยรุ่น", "สุขภาพ และ จิต"));
        SearchAnswer answer = await Index.SearchAsync(Ask("สุขภาพจิตวัยรุ่น") with { Explain = true, RaisedAreas = ["TH-10"] }, CancellationToken.None);
        Dictionary<string, double> parts = answer.Hits.Single(hit => hit.Id == "a").Explanation!.ToDictionary(part => part.Name, part => part.Value);
        double sum = (parts["words"] + parts["pairs"] + parts["clusters"] + parts["window"] + parts["whole"]) * parts["prior"] * parts["place"];
        Assert.Equal(answer.Hits.Single(hit => hit.Id == "a").Score, sum, 1e-6);
        Assert.Equal(0.8, parts["prior"]);
        Assert.True(parts["place"] > 1);
    }

    [Fact]
    public async Task A_long_question_found_as_typed_leads_before_a_hundred_records_that_hold_its_words_more_often()
    {
        const string Words = "อย่างยั่งยืน การเติบโต กับ สิ่งแวดล้อม ที่ เป็นมิตร ";
        PageText[] pages = [.. Enumerable.Range(1, 30).Select(n => Page(n, $"{string.Join(' ', Enumerable.Repeat($"เรื่องอื่นในหน้า {n}", 40))}{(n == 17 ? " ว่าด้วยการเติบโตที่เป็นมิตรกับสิ่งแวดล้อมอย่างยั่งยืนของประเทศ" : "")}"))];
        await Index.With([.. Enumerable.Range(0, 120).Select(i => Study($"s{i:D3}", Words, Words + Words)), Study("source", "รายงานประจำปี", "", 1, pages)]);
        SearchAnswer answer = await Index.SearchAsync(Ask("การเติบโตที่เป็นมิตรกับสิ่งแวดล้อมอย่างยั่งยืน") with { Explain = true }, CancellationToken.None);
        Assert.Equal(("source", new PageRef("file", 17)), (answer.Hits[0].Id, answer.Hits[0].BestPage));
        Dictionary<string, double> parts = answer.Hits[0].Explanation!.ToDictionary(part => part.Name, part => part.Value);
        Assert.Equal(answer.Hits[0].Score, (parts["words"] + parts["pairs"] + parts["clusters"] + parts["window"] + parts["whole"]) * parts["prior"] * parts["place"], 1e-3);
    }

    [Fact]
    public async Task Words_that_stand_together_count_and_the_same_words_far_apart_do_not()
    {
        string other = string.Join(' ', Enumerable.Range(0, 400).Select(i => $"other{i}"));
        await Index.With(
            Study("apart", "study", $"alpha {other} beta {other} gamma"),
            Study("two", "study", $"gamma {other} alpha gamma {other} beta alpha"),
            Study("together", "study", $"{other} alpha gamma beta {other} beta"));
        SearchAnswer answer = await Index.SearchAsync(Ask("alpha beta gamma") with { Explain = true }, CancellationToken.None);
        Dictionary<string, double> windows = answer.Hits.ToDictionary(hit => hit.Id, hit => hit.Explanation!.Single(part => part.Name == "window").Value);
        Assert.True(windows["apart"] > 0);
        Assert.Equal(2 * windows["apart"], windows["two"], 1e-6);
        Assert.Equal(3 * windows["apart"], windows["together"], 1e-6);
    }

    [Fact]
    public async Task A_question_of_hundreds_of_words_is_answered_from_texts_that_repeat_them_without_end()
    {
        string[] asked = [.. Enumerable.Range(0, 600).Select(i => $"asked{i}")];
        string twice = string.Join(' ', asked.Concat(asked));
        await Index.With(
            Study("long", "study", string.Join(' ', Enumerable.Repeat(twice, 10).Concat(Enumerable.Range(0, 5000).Select(i => $"other{i}")))),
            Study("paged", "study", "asked0", 1, [.. Enumerable.Range(1, 3).Select(n => Page(n, string.Join(' ', Enumerable.Repeat(twice, 20))))]),
            Study("one", "study", string.Join(' ', Enumerable.Repeat("asked1", 20_000))));
        string[] found = await Index.Ids(Ask(string.Join(' ', asked)));
        Assert.Equal(["long", "paged"], found.Take(2).Order(StringComparer.Ordinal));
        Assert.Contains("one", await Index.Ids(Ask("asked1")));
    }

    [Fact]
    public async Task A_misspelt_word_is_offered_better_in_Thai_and_in_English()
    {
        await Index.With([.. Enumerable.Range(0, 5).Select(i => Study($"s{i}", "มลพิษ migration", "การย้ายถิ่น"))]);
        Assert.Equal("migration", (await Index.SearchAsync(Ask("migratoin"), CancellationToken.None)).DidYouMean);
        Assert.Equal("มลพิษ", (await Index.SearchAsync(Ask("มลพิศ"), CancellationToken.None)).DidYouMean);
        Assert.Equal("มลพิษ การย้ายถิ่น", (await Index.SearchAsync(Ask("มลพิศ การย้ายถิ่น"), CancellationToken.None)).DidYouMean);
        Assert.Null((await Index.SearchAsync(Ask("migration"), CancellationToken.None)).DidYouMean);
    }

    /// <summary>What is offered is asked in the place of the whole question: its quotations, exclusions and filters stand in it where they stood.</summary>
    [Theory]
    [InlineData("\"การย้ายถิ่น\" มลพิศ", "\"การย้ายถิ่น\" มลพิษ")]
    [InlineData("มลพิศ -ดาวเทียม migration", "มลพิษ -ดาวเทียม migration")]
    [InlineData("kind:study มลพิศ -\"ดาว เทียม\"", "kind:study มลพิษ -\"ดาว เทียม\"")]
    [InlineData("l;ylfu kind:study มลพิษ", "สวัสดี kind:study มลพิษ")]
    [InlineData("\"ดาวเทียม\" มลพิศ", null)]
    [InlineData("มลพิศ -migration", null)]
    public async Task A_better_question_keeps_quotations_exclusions_and_filters(string typed, string? meant)
    {
        await Index.With([.. Enumerable.Range(0, 5).Select(i => Study($"s{i}", "มลพิษ migration", "การย้ายถิ่น สวัสดี")), Study("other", "ดาวเทียม")]);
        Assert.Equal(meant, (await Index.SearchAsync(Ask(typed), CancellationToken.None)).DidYouMean);
    }

    /// <summary>Each slip leaves pieces that are words or nothing by themselves; another word may be nearer by its letters (น้ำท่า, น้ำใน).</summary>
    [Theory]
    [InlineData("น้ำทวม", "น้ำท่วม")]
    [InlineData("น้ำลนตลิ่ง", "น้ำล้นตลิ่ง")]
    [InlineData("ท่องเทียวชุมชน", "ท่องเที่ยวชุมชน")]
    [InlineData("นักทองเที่ยว", "นักท่องเที่ยว")]
    [InlineData("หวงใย", "ห่วงใย")]
    [InlineData("ปรเะทศ", "ประเทศ")]
    public async Task A_slip_in_a_run_of_Thai_words_is_offered_as_what_records_hold(string typed, string meant)
    {
        await Index.With([.. Enumerable.Range(0, 3).Select(i => Study($"s{i}", "น้ำท่วมและน้ำล้นตลิ่งในประเทศ น้ำท่ารายวัน น้ำในเขื่อน", "ห่วงใยนักท่องเที่ยวและการท่องเที่ยวชุมชน ประตูน้ำ แบบ s และ p"))]);
        Assert.Equal(meant, (await Index.SearchAsync(Ask(typed), CancellationToken.None)).DidYouMean);
    }

    [Fact]
    public async Task Words_that_records_hold_are_never_offered_as_others()
    {
        await Index.With([.. Enumerable.Range(0, 2).SelectMany(i => new[]
        {
            Study($"a{i}", "ข้าว", "ข้าวหอมมะลิ") with { Facets = Facet(FacetNames.Agency, "x") }, Study($"b{i}", "ดาวเทียม", "ดาวเทียม") with { Facets = Facet(FacetNames.Agency, "y") },
            Study($"c{i}", "โดรน", "โดรน"), Study($"d{i}", "ข่าวและไข้", "น้ำท่วมและน้ำท่า"), Study($"e{i}", "ข่าวประจำวัน", "ข่าว") with { Facets = Facet(FacetNames.Agency, "y") },
        })]);
        Assert.Null((await Index.SearchAsync(Ask("ข้าว ดาวเทียม โดรน"), CancellationToken.None)).DidYouMean);
        Assert.Null((await Index.SearchAsync(Ask("น้ำท่วม ดาวเทียม โดรน"), CancellationToken.None)).DidYouMean);
        Assert.Null((await Index.SearchAsync(Ask("ข้าว") with { Filters = new Dictionary<string, IReadOnlyList<string>> { [FacetNames.Agency] = ["y"] } }, CancellationToken.None)).DidYouMean);
    }

    [Fact]
    public async Task Printed_marks_are_let_go_for_words_alone_and_not_for_a_filter()
    {
        await Index.With(
            Study("letter", "ข้อมูลเปิดของจังหวัด") with { Facets = Facet(FacetNames.Agency, "x") }, Study("apart", "ข้อมูลที่ยังไม่เปิด") with { Facets = Facet(FacetNames.Agency, "y") });
        Assert.Empty(await Index.Ids(Ask("“!!!”")));
        Assert.Empty(await Index.Ids(Ask("“ข้อมูลเปิด”") with { Filters = new Dictionary<string, IReadOnlyList<string>> { [FacetNames.Agency] = ["y"] } }));
    }

    [Fact]
    public async Task More_like_this_gives_records_of_the_same_subject_and_not_itself()
    {
        await Index.With(
            Study("a", "หมอกควันภาคเหนือ", "การเผาในที่โล่งทำให้เกิดหมอกควันและฝุ่นละออง"),
            Study("b", "ฝุ่นละอองจากหมอกควัน", "หมอกควันข้ามแดนกับการเผาในที่โล่ง"),
            Study("c", "การท่องเที่ยวเมืองรอง", "นักท่องเที่ยวใช้จ่ายในเมืองรอง"));
        Assert.Equal("b", (await Index.MoreLikeAsync("a", 5, [], CancellationToken.None))[0].Id);
        Assert.DoesNotContain(await Index.MoreLikeAsync("a", 5, ["b"], CancellationToken.None), hit => hit.Id is "a" or "b");
        Assert.Empty(await Index.MoreLikeAsync("unknown", 5, [], CancellationToken.None));
    }

    [Fact]
    public async Task Completion_answers_on_every_beginning_inside_a_Thai_word_too()
    {
        await Index.With(Study("a", "เศรษฐกิจหมุนเวียนในชุมชน"), Study("b", "เศรษฐกิจสร้างสรรค์"), Study("c", "อื่น"));
        foreach (string typed in new[] { "เ", "เศรษ", "เศรษฐกิจ", "เศรษฐกิจห", "เศรษฐกิจหมุนเวีย" })
        {
            IReadOnlyList<string> offered = await Index.SuggestAsync(typed, 10, [], CancellationToken.None);
            Assert.Contains("เศรษฐกิจหมุนเวียนในชุมชน", offered);
        }

        Assert.Contains("เศรษฐกิจ", await Index.SuggestAsync("เศรษ", 10, [], CancellationToken.None));
        Assert.Empty(await Index.SuggestAsync("", 10, [], CancellationToken.None));
    }

    [Fact]
    public async Task Whatever_is_typed_gets_an_answer()
    {
        await FillMany();
        string[] odd =
        [
            "ประชากร \uD800", "\uDC00\uD800", "\0\0", "NOT * AND OR [[[ (", "\"", "\"\"", "-", "--", "่่่่่", "\u202E\u202D ประชากร", "😀",
            string.Concat(Enumerable.Repeat("\"ดูแล\" ", 2000)),
            string.Concat(Enumerable.Range(0, 3000).Select(i => $"-\"ก {i}\" ")),
            string.Concat(Enumerable.Range(0, 9000).Select(i => $"คำ{i} ")),
            new string('ก', 100_000), new string('\u0E48', 100_000), new string('a', 100_000),
        ];
        foreach (string typed in odd)
        {
            var query = QueryParser.Parse(typed, 100_000);
            SearchAnswer answer = await Index.SearchAsync(new SearchRequest { Query = query, Rights = ReadingRights.Everything, Size = 1 }, CancellationToken.None);
            Assert.True(answer.Outcome is SearchOutcome.Answered or SearchOutcome.NothingToLookFor);
            await Index.PagesAsync(new PagesRequest("m0001", query, ReadingRights.Open, 1, null), CancellationToken.None);
            await Index.SuggestAsync(typed, 5, [], CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("ชลประทาน")]
    [InlineData("เขื่อนดินขนาดเล็ก ชลประทาน")]
    public async Task Where_no_page_is_wanted_none_is_named_and_everything_else_is_the_same(string words)
    {
        await Index.With(
            Study("pages", "รายงาน", "", 1, Page(1, "สารบัญ"), Page(2, "เขื่อนดินขนาดเล็กเพื่อการชลประทานในหมู่บ้าน")),
            Study("abstract", "รายงาน", "การชลประทานกับเขื่อนดินขนาดเล็ก"));
        SearchAnswer with = await Index.SearchAsync(Ask(words) with { Facets = true }, CancellationToken.None);
        SearchAnswer without = await Index.SearchAsync(Ask(words) with { Facets = true, Pages = false }, CancellationToken.None);
        Assert.Equal(2, with.Total);
        Assert.Contains(with.Hits, hit => hit.BestPage is not null);
        Assert.Equal(with.Hits.Select(hit => (hit.Id, hit.Score)), without.Hits.Select(hit => (hit.Id, hit.Score)));
        Assert.All(without.Hits, hit => Assert.Null(hit.BestPage));
        Assert.Equal(with.Total, without.Total);
    }
}
