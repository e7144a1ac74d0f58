using Deque.AxeCore.Playwright;
using EvidenceRegistry.Tests.Repository;
using Microsoft.Playwright;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>A browser takes both cores: nothing that is timed runs beside it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrowserTests
{
    public const string Name = "browser";
}

/// <summary>The pages as people meet them, in a real browser.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageTests(BrowserDesk desk) : IClassFixture<BrowserDesk>
{
    public static TheoryData<string, bool> Addresses => new()
    {
        { "/", false }, { "/?q=%E0%B8%81%E0%B8%B2%E0%B8%A3%E0%B8%AD%E0%B9%88%E0%B8%B2%E0%B8%99&explain=true", false }, { "/?q=zzqqzz", false }, { "STUDY", false }, { "DATASET", false },
        { "/plan", false }, { "/plan/110301", false }, { "/plan/110301F0101", false }, { "/areas", false }, { "/areas/TH-50", false }, { "/quality", false }, { "/help", false },
        { "/signin", false }, { "/nothing-here", false }, { "/submit", true }, { "/submit/bulk", true }, { "/duplicates", true }, { "/curate", true }, { "/sources", true }, { "/sources/new", true }, { "/status", true }, { "/status?compare=true", true }, { "/keys", true },
    };

    [Theory, MemberData(nameof(Addresses))]
    public async Task Every_page_is_for_everybody_on_phone_and_desk_in_both_languages(string address, bool signedIn)
    {
        foreach (var (language, width) in new[] { ("th", 1280), ("en", 1280), ("th", 360), ("en", 360) })
        {
            var page = await desk.OpenAsync(width, language);
            if (signedIn)
            {
                await desk.SignInAsync(page);
            }

            var at = address switch { "STUDY" => $"/records/{desk.Study["id"]}?q=%E0%B8%81%E0%B8%B2%E0%B8%A3", "DATASET" => $"/records/{desk.Dataset["id"]}", _ => address };
            await page.GotoAsync(desk.Address + at);
            Assert.Equal(language, await page.GetAttributeAsync("html", "lang"));
            Assert.NotEqual("", await page.InnerTextAsync("h1"));
            var found = (await page.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Nodes[0].Html}").ToList();
            Assert.Empty(found);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth + 1"), $"{at} is wider than {width}");
            await BrowserDesk.ScreenAsync(page, $"{address.Trim('/').Split('?')[0].Replace('/', '-')}{(address.Contains('?', StringComparison.Ordinal) ? "-q" : "")}-{language}-{width}");
            await page.Context.CloseAsync();
        }

        Assert.True(desk.Wrong.IsEmpty, string.Join("\n", desk.Wrong));
    }

    [Fact]
    public async Task Without_script_a_reader_goes_from_question_to_record_to_page_text()
    {
        var page = await desk.OpenAsync(script: false);
        await page.GotoAsync(desk.Address);
        await page.FillAsync("input[name=q]", "การเรียนรู้เชิงรุก");
        await page.ClickAsync("form.search button");
        await page.Locator(".hits blockquote a").First.ClickAsync();
        Assert.Contains("/files/", page.Url, StringComparison.Ordinal);
        Assert.NotEmpty(await page.Locator("pre.page mark").AllInnerTextsAsync());
        await page.Locator("main a").First.ClickAsync();
        Assert.Matches("/records/[0-9a-z]+$", page.Url);
        Assert.True(desk.Wrong.IsEmpty, string.Join("\n", desk.Wrong));
        Assert.NotEmpty(await page.Locator("textarea.copy").AllAsync());
    }

    [Fact]
    public async Task The_queue_of_tags_is_worked_by_keys_alone()
    {
        var page = await desk.OpenAsync();
        await desk.SignInAsync(page);
        await page.GotoAsync($"{desk.Address}/curate?scheme=subTarget");
        var before = await page.Locator("[data-queue] article").First.GetAttributeAsync("aria-label");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("y");
        await page.WaitForSelectorAsync(".done");
        Assert.Contains("ยืนยัน", await page.InnerTextAsync(".done"), StringComparison.Ordinal);
        Assert.NotEqual(before, await page.Locator("[data-queue] article").First.GetAttributeAsync("aria-label"));

        await page.Keyboard.PressAsync("u");
        await page.Locator(".done:text('เอาคืนแล้ว')").WaitForAsync();
        Assert.Equal(0, await page.Locator("button[data-undo]").CountAsync());
        Assert.Equal(before, await page.Locator("[data-queue] article").First.GetAttributeAsync("aria-label"));
    }

    [Fact]
    public async Task A_study_is_handed_in_by_the_form_and_its_hostile_words_are_shown_as_text()
    {
        var page = await desk.OpenAsync(360);
        await desk.SignInAsync(page);
        await page.GotoAsync($"{desk.Address}/submit");
        await page.FillAsync("#titleTh", "<script>alert(1)</script> \u202Eกลับ <img src=x onerror=alert(2)> " + new string('ก', 1500));
        await page.FillAsync("#agency", "\"><svg onload=alert(3)>");
        await page.FillAsync("#year", "2566");
        await page.FillAsync("#source", "pages");
        await page.FillAsync("#sourceId", "hostile/1");
        await page.SetInputFilesAsync("#file", new FilePayload { Name = "report.pdf", MimeType = "application/pdf", Buffer = "<html><script>alert(4)</script></html>"u8.ToArray() });
        await page.ClickAsync("button[data-send]");
        await page.WaitForURLAsync("**/receipts/*");
        await page.ClickAsync("main a[href^='/records/']");
        Assert.Contains("<script>alert(1)</script>", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth + 1"));
        Assert.True(desk.Wrong.IsEmpty, string.Join("\n", desk.Wrong));
    }

    [Fact]
    public async Task A_file_of_many_is_tried_first_then_taken_and_its_lines_are_told()
    {
        var page = await desk.OpenAsync();
        await desk.SignInAsync(page);
        var file = new FilePayload
        {
            Name = "studies.ndjson",
            MimeType = "application/x-ndjson",
            Buffer = System.Text.Encoding.UTF8.GetBytes("""
                {"source":"pages","sourceId":"bulk/1","title":{"th":"การศึกษาหนึ่ง"},"year":2023,"agency":"หน่วยงานตัวอย่าง"}
                {"source":"pages","sourceId":"bulk/2","title":{},"year":"เมื่อวาน","agency":"หน่วยงานตัวอย่าง"}
                """),
        };
        foreach (var (button, created) in new[] { ("try", "1"), ("take", "1") })
        {
            await page.GotoAsync($"{desk.Address}/submit/bulk");
            await page.SetInputFilesAsync("#file", file);
            await page.ClickAsync($"button[value={button}]");
            await page.WaitForURLAsync("**/jobs/*");
            await page.Locator("h1 .badge:text('เสร็จแล้ว')").WaitForAsync();
            Assert.Equal(created, await page.InnerTextAsync("tr:has(th:text('สร้างใหม่')) td"));
            Assert.NotEmpty(await page.Locator("tbody tr:has(td:text('bulk/2'))").AllAsync());
        }

        Assert.True(desk.Wrong.IsEmpty, string.Join("\n", desk.Wrong));
    }

    [Fact]
    public async Task What_is_wrong_with_a_form_is_said_and_what_was_typed_stays()
    {
        var page = await desk.OpenAsync();
        await desk.SignInAsync(page);
        await page.GotoAsync($"{desk.Address}/submit");
        await page.FillAsync("#agency", "หน่วยงานตัวอย่าง");
        await page.FillAsync("#year", "ปีที่แล้ว");
        await page.FillAsync("#source", "pages");
        await page.FillAsync("#sourceId", "wrong/1");
        await page.ClickAsync("button[data-send]");
        await page.WaitForSelectorAsync("[role=alert] li");
        Assert.Equal("หน่วยงานตัวอย่าง", await page.InputValueAsync("#agency"));
    }

    [Fact]
    public async Task The_help_shows_each_user_a_picture_of_the_page_to_begin_with()
    {
        var page = await desk.OpenAsync();
        await page.GotoAsync($"{desk.Address}/?q=%E0%B8%81%E0%B8%B2%E0%B8%A3%E0%B8%AD%E0%B9%88%E0%B8%B2%E0%B8%99");
        await desk.PictureAsync(page, "planner");
        await desk.SignInAsync(page);
        foreach (var (topic, address) in new[] { ("submitter", "/submit"), ("curator", "/curate?scheme=subTarget") })
        {
            await page.GotoAsync(desk.Address + address);
            await desk.PictureAsync(page, topic);
        }

        await page.GotoAsync($"{desk.Address}/help");
        foreach (var picture in await page.Locator("figure img").AllAsync())
        {
            await picture.ScrollIntoViewIfNeededAsync();
            await BrowserDesk.UntilAsync(page, $"document.querySelector('img[src=\"{await picture.GetAttributeAsync("src")}\"]').naturalWidth", 1100);
            Assert.NotEqual("", await picture.GetAttributeAsync("alt"));
        }

        Assert.Equal(4, await page.Locator("figure img").CountAsync());
        Assert.All(SourceTree.Files("src/EvidenceRegistry/Pages/assets", "*.jpg"), f => Assert.InRange(new FileInfo(SourceTree.PathOf(f)).Length, 1, 150_000));
        Assert.True(desk.Wrong.IsEmpty, string.Join("\n", desk.Wrong));
    }
}
