using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Tests.Journeys;

namespace EvidenceRegistry.Tests.Searching;

public sealed class SearchTests
{
    private const string Cover = "รายงานฉบับสมบูรณ์ 🌾 ปกรายงานโครงการวิจัย";
    private const string Finding = "🌾🌾 บทที่ 4 ผลการศึกษา เกษตรกรที่ใช้ปุ๋ยหมักมูลไส้เดือนมีรายได้สุทธิเพิ่มขึ้นร้อยละ 18 ในสองฤดูปลูก";

    [Fact]
    public async Task A_sentence_on_a_page_is_found_and_quoted_to_the_letter_in_code_points()
    {
        await using var registry = new SearchedRegistry();
        var id = await registry.SubmitAsync("RDG-1", "รายได้ของเกษตรกรนาอินทรีย์", file: "report.pdf");
        await registry.GiveTextAsync(id, Cover, Finding);
        await registry.CarryAsync();

        var hit = (await registry.SearchAsync("ปุ๋ยหมักมูลไส้เดือน"))["hits"]!.AsArray().Single()!;
        var passage = hit["passage"]!;
        var page = await registry.AskAsync($"records/{id}/files/report.pdf/pages/2");

        Assert.Equal(("file", "report.pdf", 2), ((string)passage["field"]!, (string)passage["file"]!, (int)passage["page"]!));
        Assert.Equal(Finding, (string)page["text"]!);
        Assert.Equal(SearchedRegistry.Slice(Finding, passage), (string)passage["text"]!);
        Assert.Equal((string)page["sha256"]!, (string)passage["sha256"]!);
        Assert.Equal((int)page["textRevision"]!, (int)passage["textRevision"]!);
        var text = (string)passage["text"]!;
        var marked = string.Concat(passage["marks"]!.AsArray().Select(m =>
            string.Concat(text.EnumerateRunes().Skip((int)m![0]!).Take((int)m[1]! - (int)m[0]!).Select(r => r.ToString()))));
        Assert.Contains("ไส้เดือน", marked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_passages_of_a_record_come_from_its_metadata_and_every_page_that_answers()
    {
        await using var registry = new SearchedRegistry();
        var id = await registry.SubmitAsync("RDG-1", "ปุ๋ยหมักมูลไส้เดือนในนาข้าว", file: "report.pdf");
        await registry.GiveTextAsync(id, Cover, Finding, "ภาคผนวก ปุ๋ยหมักมูลไส้เดือนและวิธีทำ");
        await registry.CarryAsync();

        var answer = await registry.AskAsync($"records/{id}/passages?q={Uri.EscapeDataString("ปุ๋ยหมักมูลไส้เดือน")}");

        Assert.Equal(
            ["title ", "file 2", "file 3"],
            answer["passages"]!.AsArray().Select(p => $"{p!["field"]} {p["page"]}").Order(StringComparer.Ordinal).OrderBy(p => p.StartsWith("file", StringComparison.Ordinal)));
        Assert.Equal(3, (int)answer["total"]!);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_question_is_said_at_once_with_its_place()
    {
        await using var registry = new SearchedRegistry();

        var problem = await ProblemAnswer.ReadAsync(
            await registry.App.Reader().GetAsync(
                "/api/v1/search?size=-1&kind=book&target=110391&factor=110301&area=TH-99&yearFrom=2566&yearTo=x&facets=ja&after=-1&sort=best&tagStatus=maybe&page=2", SearchedRegistry.Cancel),
            HttpStatusCode.BadRequest);

        Assert.Equal("invalid-request", problem.Word);
        Assert.Equal(
            ["after", "area", "facets", "factor", "kind", "page", "size", "sort", "tagStatus", "target", "yearFrom", "yearTo"],
            problem.Places.Select(p => p.Place).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("search?cursor=garbage", "cursor-invalid")]
    [InlineData("search?cursor=0~garbage", "cursor-invalid")]
    [InlineData("search?cursor=99~abc", "cursor-invalid")]
    [InlineData("search/export", "invalid-request")]
    [InlineData("search/export?format=pdf", "invalid-request")]
    [InlineData("search/suggest?query=x", "invalid-request")]
    public async Task A_question_that_cannot_be_answered_is_refused_by_name(string path, string word)
    {
        await using var registry = new SearchedRegistry();
        Assert.Equal(word, (await ProblemAnswer.ReadAsync(await registry.App.Reader().GetAsync($"/api/v1/{path}", SearchedRegistry.Cancel), HttpStatusCode.BadRequest)).Word);
    }

    [Fact]
    public async Task A_question_of_signs_finds_nothing_and_says_why_and_an_overlong_one_is_refused_with_its_place()
    {
        await using var registry = new SearchedRegistry();
        await registry.SubmitAsync("RDG-1", "ข้าว");
        await registry.CarryAsync();

        var signs = await registry.SearchAsync("?!… --- ()");
        var longest = await ProblemAnswer.ReadAsync(
            await registry.App.Reader().GetAsync($"/api/v1/search?q={new string('a', 2001)}", SearchedRegistry.Cancel), HttpStatusCode.BadRequest);

        Assert.Equal(0, (int)signs["total"]!);
        Assert.Contains("only signs", (string)signs["notice"]!, StringComparison.Ordinal);
        Assert.Equal(("q", "too-long"), longest.Places.Single());
        Assert.Equal(1, (int)(await registry.SearchAsync(""))["total"]!);
    }

    [Fact]
    public async Task A_code_or_a_filter_typed_in_the_box_filters_and_narrows_what_was_chosen()
    {
        await using var registry = new SearchedRegistry();
        var school = await registry.SubmitAsync("1", "ทักษะการอ่าน", new JsonObject { ["targets"] = new JsonArray("110301") });
        var elder = await registry.SubmitAsync("2", "ผู้สูงอายุ", new JsonObject { ["targets"] = new JsonArray("110501") });
        await registry.SubmitAsync("3", "ข้าวอินทรีย์", new JsonObject { ["targets"] = new JsonArray("030101") });
        await registry.CarryAsync();

        Assert.Equal([school], SearchedRegistry.Ids(await registry.SearchAsync("110301")));
        Assert.Equal([school], SearchedRegistry.Ids(await registry.SearchAsync("๑๑๐๓๐๑ การอ่าน")));
        Assert.Equal([elder], SearchedRegistry.Ids(await registry.SearchAsync("target:110501", "&target=11")));
        Assert.Equal(2, (int)(await registry.SearchAsync("target:11"))["total"]!);
        var shut = await registry.SearchAsync("target:110501", "&target=03");
        Assert.Equal((0, true), ((int)shut["total"]!, shut["notice"] is not null));
        Assert.Equal("110301", (string)(await registry.SearchAsync("110301"))["understood"]!["filters"]!["target"]![0]!);
    }

    [Fact]
    public async Task A_place_name_raises_its_records_and_is_offered_never_forced()
    {
        await using var registry = new SearchedRegistry();
        var elsewhere = await registry.SubmitAsync("1", "การจัดการน้ำชุมชน", new JsonObject { ["areas"] = new JsonArray("TH-10") });
        var there = await registry.SubmitAsync("2", "การจัดการน้ำชุมชน", new JsonObject { ["areas"] = new JsonArray("TH-50") });
        await registry.CarryAsync();

        var answer = await registry.SearchAsync("การจัดการน้ำ เชียงใหม่");
        var filtered = await registry.SearchAsync("การจัดการน้ำ", "&area=R1");

        Assert.Equal(there, SearchedRegistry.Ids(answer)[0]);
        Assert.Equal("TH-50", (string)answer["places"]!.AsArray().Single()!["code"]!);
        Assert.Equal([there], SearchedRegistry.Ids(filtered));
        Assert.Contains(elsewhere, SearchedRegistry.Ids(await registry.SearchAsync("การจัดการน้ำ")));
    }

    [Fact]
    public async Task A_search_after_a_write_waits_and_says_so_when_the_write_cannot_be_found_in_time()
    {
        await using var registry = new SearchedRegistry();
        await registry.SubmitAsync("1", "ข้าว");

        var asked = registry.App.Reader().GetAsync("/api/v1/search?after=1", SearchedRegistry.Cancel);
        await Until.SoAsync(
            () =>
            {
                registry.App.Time.Advance(TimeSpan.FromSeconds(1));
                return asked.IsCompleted;
            },
            "The search was not answered.", SearchedRegistry.Cancel);

        var late = await asked;
        Assert.Equal("not-searchable-yet", (await ProblemAnswer.ReadAsync(late, HttpStatusCode.ServiceUnavailable)).Word);
        Assert.NotNull(late.Headers.RetryAfter);
        await registry.CarryAsync();
        Assert.Equal(1, (int)(await registry.AskAsync("search?after=1"))["total"]!);
    }

    [Fact]
    public async Task What_was_let_go_is_said_in_the_readers_language()
    {
        await using var registry = new SearchedRegistry();
        await registry.SubmitAsync("1", "ข้าวหอมมะลิ");
        await registry.CarryAsync();
        var thai = registry.App.Reader();
        thai.DefaultRequestHeaders.AcceptLanguage.Clear();

        var english = await registry.SearchAsync("ข้าวหอมมะลิ แมงกะพรุน");
        var inThai = await registry.SearchAsync("ข้าวหอมมะลิ แมงกะพรุน", by: thai);

        Assert.Equal(1, (int)english["total"]!);
        Assert.StartsWith("No record holds every word", (string)english["relaxed"]!, StringComparison.Ordinal);
        Assert.StartsWith("ไม่มีระเบียนที่มีครบทุกคำ", (string)inThai["relaxed"]!, StringComparison.Ordinal);
        Assert.False((bool)(await registry.SearchAsync("ข้าวหอมมะลิ"))["relaxed"]!);
    }

    /// <summary>A list of citations shows no passage: to look for the best page of each record would be for nothing.</summary>
    [Theory]
    [InlineData("search/export?format=csv&q=ข้าว", false)]
    [InlineData("search?passages=false&q=ข้าว", false)]
    [InlineData("search?q=ข้าว", true)]
    public async Task Pages_are_looked_for_where_passages_are_shown(string path, bool pages)
    {
        await using var registry = new SearchedRegistry();
        await registry.SubmitAsync("1", "ข้าว");
        await registry.CarryAsync();

        await registry.App.Reader().GetStringAsync($"/api/v1/{path}", SearchedRegistry.Cancel);

        Assert.Equal(pages, Assert.Single(registry.Index.Asked).Pages);
    }

    [Fact]
    public async Task What_was_closed_is_left_out_from_the_write_on_and_older_cursors_are_over()
    {
        await using var registry = new SearchedRegistry();
        var id = await registry.SubmitAsync("1", "รายงานนาอินทรีย์", file: "report.pdf");
        await registry.GiveTextAsync(id, Finding);
        await registry.SubmitAsync("2", "ปุ๋ยหมักมูลไส้เดือน");
        await registry.CarryAsync();
        var before = await registry.SearchAsync("ปุ๋ยหมักมูลไส้เดือน", "&size=1");
        Assert.Equal(2, (int)before["total"]!);

        await registry.CloseFileAsync(id, AccessRights.Restricted);

        Assert.Equal(1, (int)(await registry.SearchAsync("ปุ๋ยหมักมูลไส้เดือน"))["total"]!);
        Assert.Empty((await registry.AskAsync($"records/{id}/passages?q={Uri.EscapeDataString("ไส้เดือน")}"))["passages"]!.AsArray());
        var old = await registry.App.Reader().GetAsync(
            $"/api/v1/search?q={Uri.EscapeDataString("ปุ๋ยหมักมูลไส้เดือน")}&size=1&cursor={Uri.EscapeDataString((string)before["next"]!)}", SearchedRegistry.Cancel);
        Assert.Equal("cursor-expired", (await ProblemAnswer.ReadAsync(old, HttpStatusCode.Gone)).Word);
        await registry.CarryAsync();
        Assert.Equal(1, (int)(await registry.SearchAsync("ปุ๋ยหมักมูลไส้เดือน"))["total"]!);
        Assert.Equal(2, (int)(await registry.SearchAsync("ปุ๋ยหมักมูลไส้เดือน", by: registry.App.Admin()))["total"]!);
    }

    /// <summary>The view of the index behind such a cursor holds the open text still, and the outbox names the record no longer.</summary>
    [Fact]
    public async Task Promise_9_a_cursor_given_after_a_closing_and_before_the_index_had_it_is_over_once_the_index_has_it()
    {
        await using var registry = new SearchedRegistry();
        var id = await registry.SubmitAsync("1", "รายงานนาอินทรีย์", file: "report.pdf");
        await registry.GiveTextAsync(id, Finding);
        await registry.SubmitAsync("2", "ปุ๋ยหมักมูลไส้เดือน");
        await registry.SubmitAsync("3", "ปุ๋ยหมักมูลไส้เดือนดิน");
        await registry.CarryAsync();
        await registry.CloseFileAsync(id, AccessRights.Restricted);
        var first = await registry.SearchAsync("ปุ๋ยหมักมูลไส้เดือน", "&size=1");
        Assert.Equal(2, (int)first["total"]!);
        var next = $"search?q={Uri.EscapeDataString("ปุ๋ยหมักมูลไส้เดือน")}&size=1&cursor={Uri.EscapeDataString((string)first["next"]!)}";
        Assert.Equal(2, (int)(await registry.AskAsync(next))["total"]!);

        await registry.CarryAsync();

        var late = await registry.App.Reader().GetAsync($"/api/v1/{next}", SearchedRegistry.Cancel);
        Assert.Equal("cursor-expired", (await ProblemAnswer.ReadAsync(late, HttpStatusCode.Gone)).Word);
    }
}
