using Microsoft.Playwright;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>The form of a study, with its script and without.</summary>
[Collection(BrowserTests.Name)]
public sealed class SubmitPageTests(BrowserDesk desk) : IClassFixture<BrowserDesk>
{
    private const string Draft = "Object.keys(localStorage).filter(k => k.startsWith('draft:')).length";

    private const string Drop = """
        names => {
          const all = new DataTransfer();
          for (const name of names) { all.items.add(new File(['%PDF-1.7 ' + name], name, { type: 'application/pdf' })); }
          document.querySelector('[data-drop]').dispatchEvent(new DragEvent('drop', { dataTransfer: all, bubbles: true, cancelable: true }));
        }
        """;

    [Fact]
    public async Task Files_are_dropped_on_the_form_one_is_taken_back_and_the_receipt_names_the_others()
    {
        var page = await OpenAsync();
        await FillAsync(page, "drop/1");
        await page.EvaluateAsync(Drop, new[] { "one.pdf", "two.pdf" });
        await page.EvaluateAsync(Drop, new[] { "two.pdf", "three.pdf" });
        Assert.Equal(3, await page.Locator("[data-files] li").CountAsync());
        await page.Locator("[data-files] li:has-text('two.pdf') button").ClickAsync();
        await page.ClickAsync("button[data-send]");
        await page.WaitForURLAsync("**/receipts/*");
        Assert.Contains("รับไว้แล้ว", await page.InnerTextAsync(".done"), StringComparison.Ordinal);
        Assert.Equal("การศึกษา drop/1", await page.InnerTextAsync("main a[href^='/records/']"));
        var table = await page.InnerTextAsync("table");
        Assert.Contains("one.pdf", table, StringComparison.Ordinal);
        Assert.Contains("three.pdf", table, StringComparison.Ordinal);
        Assert.DoesNotContain("two.pdf", table, StringComparison.Ordinal);
        Assert.Equal(0, await page.EvaluateAsync<int>(Draft));
        Assert.True(desk.Wrong.IsEmpty, string.Join("\n", desk.Wrong));
    }

    [Fact]
    public async Task What_was_typed_outlives_a_broken_connection_and_goes_when_it_was_taken()
    {
        var page = await OpenAsync();
        await FillAsync(page, "draft/1");
        await page.SelectOptionAsync("#targets", ["110301", "110201"]);
        await page.Context.SetOfflineAsync(true);
        await page.ClickAsync("button[data-send]");
        await page.Locator("[data-said]:has-text('การเชื่อมต่อขาด')").WaitForAsync();
        Assert.True(await page.IsEnabledAsync("button[data-send]"));
        await page.Context.SetOfflineAsync(false);
        await page.GotoAsync($"{desk.Address}/submit");
        await page.Locator("[data-said]:has-text('ใส่สิ่งที่พิมพ์ไว้')").WaitForAsync();
        Assert.Equal("draft/1", await page.InputValueAsync("#sourceId"));
        Assert.Equal(2, await page.EvaluateAsync<int>("document.getElementById('targets').selectedOptions.length"));
        await page.ClickAsync("button[data-send]");
        await page.WaitForURLAsync("**/receipts/*");
        await page.GotoAsync($"{desk.Address}/submit");
        Assert.Equal("", await page.InputValueAsync("#sourceId"));
    }

    [Fact]
    public async Task A_draft_leaves_the_browser_when_it_is_cleared_and_when_its_writer_signs_out()
    {
        var page = await OpenAsync();
        await FillAsync(page, "draft/2");
        await BrowserDesk.UntilAsync(page, Draft, 1);
        await page.ReloadAsync();
        await page.Locator("[data-said] button").ClickAsync();
        Assert.Equal((0, ""), (await page.EvaluateAsync<int>(Draft), await page.InputValueAsync("#sourceId")));
        await FillAsync(page, "draft/3");
        await BrowserDesk.UntilAsync(page, Draft, 1);
        await page.ClickAsync("form[data-signout] button");
        await page.Locator("a[href^='/signin']").WaitForAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>(Draft));
    }

    [Fact]
    public async Task What_the_registry_refuses_is_said_over_the_form_and_the_files_stay_chosen()
    {
        var page = await OpenAsync();
        await FillAsync(page, "refused/1");
        await page.FillAsync("#year", "ปีที่แล้ว");
        await page.EvaluateAsync(Drop, new[] { "one.pdf" });
        await page.ClickAsync("button[data-send]");
        await page.WaitForSelectorAsync("[data-said] [role=alert] li");
        Assert.Equal(1, await page.Locator("[data-files] li").CountAsync());
        await page.FillAsync("#year", "2566");
        await page.ClickAsync("button[data-send]");
        await page.WaitForURLAsync("**/receipts/*");
        Assert.Contains("one.pdf", await page.InnerTextAsync("table"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_ended_meanwhile_costs_nothing_that_was_typed()
    {
        var page = await OpenAsync();
        await FillAsync(page, "draft/4");
        await page.Context.ClearCookiesAsync();
        await page.ClickAsync("button[data-send]");
        await page.Locator("[data-said]:has-text('หมดเวลาเข้าสู่ระบบ')").WaitForAsync();
        await desk.SignInAsync(page);
        await page.GotoAsync($"{desk.Address}/submit");
        Assert.Equal("draft/4", await page.InputValueAsync("#sourceId"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_script_it_is_a_plain_form()
    {
        var page = await OpenAsync(script: false);
        await FillAsync(page, "plain/1");
        await page.SetInputFilesAsync("#file", [new FilePayload { Name = "one.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 1"u8.ToArray() }, new FilePayload { Name = "two.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 2"u8.ToArray() }]);
        await page.ClickAsync("button[data-send]");
        await page.WaitForURLAsync("**/receipts/*");
        Assert.Contains("two.pdf", await page.InnerTextAsync("table"), StringComparison.Ordinal);
    }

    private async Task<IPage> OpenAsync(bool script = true)
    {
        var page = await desk.OpenAsync(script: script);
        await desk.SignInAsync(page);
        await page.GotoAsync($"{desk.Address}/submit");
        return page;
    }

    [Fact]
    public async Task A_long_list_is_shortened_by_typing_and_a_click_chooses_one_more()
    {
        var page = await OpenAsync();
        await page.FillAsync("input.narrow >> nth=0", "110301");
        Assert.Equal(1, await page.EvaluateAsync<int>("document.querySelectorAll('#targets option:not([hidden])').length"));
        await page.Locator("#targets option[value='110301']").ClickAsync();
        await page.FillAsync("input.narrow >> nth=0", "");
        await page.Locator("#targets option[value='010101']").ClickAsync();
        Assert.Equal(["010101", "110301"], await ChosenAsync(page));
        await page.Locator("#targets option[value='010101']").ClickAsync();
        Assert.Equal(["110301"], await ChosenAsync(page));
        await page.FillAsync("input.narrow >> nth=0", "ไม่มีคำนี้");
        Assert.Equal(["110301"], await ChosenAsync(page));
        Assert.Equal(1, await page.EvaluateAsync<int>("document.querySelectorAll('#targets option:not([hidden])').length"));
    }

    private static Task<string[]> ChosenAsync(IPage page) => page.EvaluateAsync<string[]>("[...document.querySelector('#targets').selectedOptions].map(o => o.value)");

    private static async Task FillAsync(IPage page, string id)
    {
        await page.FillAsync("#titleTh", $"การศึกษา {id}");
        await page.FillAsync("#agency", "หน่วยงานตัวอย่าง");
        await page.FillAsync("#year", "2566");
        await page.FillAsync("#source", "pages");
        await page.FillAsync("#sourceId", id);
    }
}
