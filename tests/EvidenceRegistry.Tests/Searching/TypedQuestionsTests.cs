using System.Text.Json.Nodes;

namespace EvidenceRegistry.Tests.Searching;

/// <summary>Questions as people type them.</summary>
public sealed class TypedQuestionsTests
{
    [Theory]
    [InlineData("l;ylfu", "สวัสดี")]
    [InlineData("-hk;", "ข้าว")]
    [InlineData("ดสนนก", "flood")]
    [InlineData("น้ำท้วม", "น้ำท่วม")]
    [InlineData("การจัดการน้ำท้วมชุมชน", "การจัดการน้ำท่วมชุมชน")]
    [InlineData("fllod", "flood")]
    [InlineData("ผู้สูงอายู", "ผู้สูงอายุ")]
    public async Task A_slip_or_the_wrong_keyboard_gets_a_better_question_that_leads_to_records(string typed, string meant)
    {
        await using var registry = new SearchedRegistry();
        await registry.SubmitAsync("1", "สวัสดีผู้สูงอายุ");
        await registry.SubmitAsync("2", "การจัดการน้ำท่วมชุมชน", new JsonObject { ["abstract"] = new JsonObject { ["en"] = "Flood management by communities" } });
        await registry.SubmitAsync("3", "น้ำท่วมกับผู้สูงอายุ ข้าว", new JsonObject { ["abstract"] = new JsonObject { ["en"] = "Flood and older people" } });
        await registry.CarryAsync();

        var answer = await registry.SearchAsync(typed);
        Assert.Equal(meant, (string?)answer["didYouMean"]);
        Assert.NotEqual(0, (int)(await registry.SearchAsync(meant))["total"]!);
    }

    [Theory]
    [InlineData("110301 มลพิศ", "110301 มลพิษ")]
    [InlineData("kind:study \"น้ำ\" มลพิศ -เมือง", "kind:study \"น้ำ\" มลพิษ -เมือง")]
    [InlineData("kind:magic มลพิศ", "kind:magic มลพิษ")]
    public async Task A_better_question_is_the_whole_question_and_leads_to_records_when_it_is_asked(string typed, string meant)
    {
        await using var registry = new SearchedRegistry();
        await registry.SubmitAsync("1", "มลพิษทางน้ำ kind:magic", new JsonObject { ["targets"] = new JsonArray("110301") });
        await registry.SubmitAsync("2", "มลพิษทางน้ำ kind:magic", new JsonObject { ["targets"] = new JsonArray("110301") });
        await registry.CarryAsync();

        Assert.Equal(meant, (string?)(await registry.SearchAsync(typed))["didYouMean"]);
        var answer = await registry.SearchAsync(meant);
        Assert.Equal((2, false), ((int)answer["total"]!, (bool)answer["relaxed"]!));
    }

    [Fact]
    public async Task A_better_question_is_never_made_of_closed_text()
    {
        await using var registry = new SearchedRegistry();
        var id = await registry.SubmitAsync("1", "รายงาน", file: "a.pdf");
        await registry.GiveTextAsync(id, "สวัสดี");
        await registry.CloseFileAsync(id, EvidenceRegistry.Formats.Drafts.AccessRights.Restricted);
        await registry.CarryAsync();

        Assert.Null((string?)(await registry.SearchAsync("l;ylfu"))["didYouMean"]);
        Assert.Equal("สวัสดี", (string?)(await registry.SearchAsync("l;ylfu", by: registry.App.Admin()))["didYouMean"]);
    }

    [Theory]
    [InlineData("นำ้ท่วม")]
    [InlineData("น\u200Bํ้าท่วม")]
    [InlineData("น้ําท่วม")]
    public async Task Ways_of_typing_one_word_find_the_same(string typed)
    {
        await using var registry = new SearchedRegistry();
        var id = await registry.SubmitAsync("1", "น้ำท่วมในเมือง");
        await registry.CarryAsync();
        Assert.Equal([id], SearchedRegistry.Ids(await registry.SearchAsync(typed)));
        Assert.False((bool)(await registry.SearchAsync(typed))["relaxed"]!);
    }

    [Theory]
    [InlineData("หนี้ โคราช", "TH-30")]
    [InlineData("หนี้ กทม.", "TH-10")]
    [InlineData("หนี้ อยุธยา", "TH-14")]
    [InlineData("หนี้ อุบลฯ", "TH-34")]
    [InlineData("debt Korat", "TH-30")]
    [InlineData("หนี้ เลย", "TH-42")]
    public async Task A_short_name_of_a_province_finds_its_records_raises_them_and_is_offered(string typed, string area)
    {
        await using var registry = new SearchedRegistry();
        var there = await registry.SubmitAsync("1", "หนี้ครัวเรือน", new JsonObject { ["areas"] = new JsonArray(area) });
        await registry.SubmitAsync("2", "หนี้ครัวเรือน", new JsonObject { ["areas"] = new JsonArray("TH-92") });
        await registry.CarryAsync();

        var answer = await registry.SearchAsync(typed);
        Assert.Equal(there, SearchedRegistry.Ids(answer)[0]);
        Assert.False(answer["relaxed"]!.GetValueKind() == System.Text.Json.JsonValueKind.String, answer["relaxed"]!.ToString());
        Assert.Contains(area, answer["places"]!.AsArray().Select(p => (string)p!["code"]!));
        Assert.Empty(answer["understood"]!["filters"]!.AsObject());
    }

    [Theory]
    [InlineData("หนี้ ปี 66")]
    [InlineData("หนี้ พ.ศ. 2566")]
    [InlineData("หนี้ปี 2566")]
    [InlineData("หนี้ 2023")]
    public async Task A_year_in_a_question_is_met_by_the_records_of_that_year(string typed)
    {
        await using var registry = new SearchedRegistry();
        var id = await registry.SubmitAsync("1", "หนี้ครัวเรือน");
        await registry.SubmitAsync("2", "หนี้ครัวเรือน", new JsonObject { ["year"] = 2020 });
        await registry.CarryAsync();
        var answer = await registry.SearchAsync(typed);
        Assert.Equal([id], SearchedRegistry.Ids(answer));
        Assert.False(answer["relaxed"]!.GetValueKind() == System.Text.Json.JsonValueKind.String, answer["relaxed"]!.ToString());
    }

    [Theory]
    [InlineData("ของ การ xyzzyq")]
    [InlineData("the of xyzzyq")]
    public async Task Words_that_only_hold_a_sentence_together_are_no_reason_to_answer(string typed)
    {
        await using var registry = new SearchedRegistry();
        await registry.SubmitAsync("1", "ผลของการใช้ปุ๋ย", new JsonObject { ["abstract"] = new JsonObject { ["en"] = "The effect of fertiliser" } });
        await registry.CarryAsync();
        Assert.Equal(0, (int)(await registry.SearchAsync(typed))["total"]!);
    }

    [Fact]
    public async Task Why_a_hit_is_said_in_words_and_names_the_bridge_the_place_and_the_state()
    {
        await using var registry = new SearchedRegistry();
        await registry.SubmitAsync("1", "น้ำท่วมเชียงใหม่", new JsonObject { ["areas"] = new JsonArray("TH-50"), ["status"] = "retracted" });
        await registry.CarryAsync();

        var answer = await registry.SearchAsync("flood เชียงใหม่", "&explain=true");
        var hit = answer["hits"]![0]!;
        Assert.Equal("flood", (string)answer["bridges"]![0]!["typed"]!);
        Assert.Contains("น้ำท่วม", answer["bridges"]![0]!["also"]!.AsArray().Select(a => (string)a!));
        Assert.Contains("“น้ำท่วม”, another way to say “flood”, stands in the title", (string)hit["why"]!["en"]!, StringComparison.Ordinal);
        Assert.Contains("it is about the place you named, so it rises", (string)hit["why"]!["en"]!, StringComparison.Ordinal);
        Assert.Contains("งานนี้ถูกถอน จึงเลื่อนลง", (string)hit["why"]!["th"]!, StringComparison.Ordinal);
        Assert.Equal(("flood", "น้ำท่วม", "title"), ((string)hit["matched"]![0]!["typed"]!, (string)hit["matched"]![0]!["by"]!, (string)hit["matched"]![0]!["fields"]![0]!));
        Assert.Null((await registry.SearchAsync("flood"))["hits"]![0]!["why"]);
    }

    [Fact]
    public async Task More_like_this_answers_open_records_and_never_itself()
    {
        await using var registry = new SearchedRegistry();
        var one = await registry.SubmitAsync("1", "การจัดการน้ำท่วมโดยชุมชนลุ่มน้ำยม");
        var like = await registry.SubmitAsync("2", "การจัดการน้ำท่วมของชุมชนในลุ่มน้ำน่าน");
        await registry.SubmitAsync("3", "ข้าวหอมมะลิ");
        await registry.CarryAsync();
        var similar = (await registry.AskAsync($"records/{one}/similar"))["hits"]!.AsArray().Select(h => (string)h!["id"]!).ToList();
        Assert.Equal(like, similar[0]);
        Assert.DoesNotContain(one, similar);
    }
}
