using Deque.AxeCore.Playwright;
using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.Pages;
using Microsoft.Playwright;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>The journey of an operator: a source is named and tested, a plan read before anything is done, run, and taken back.</summary>
[Collection(BrowserTests.Name)]
public sealed class HarvestPageTests(BrowserDesk desk) : IClassFixture<BrowserDesk>
{
    [Fact]
    public async Task A_source_is_named_tested_planned_run_and_taken_back_without_leaving_the_pages()
    {
        await using var portal = await PortalSimulator.StartAsync();
        var templates = PortalTemplates.Small();
        var datasets = Enumerable.Range(1, 12).Select(n => PortalTemplates.Dataset(templates, n)).ToList();
        datasets.ForEach(d => portal.Datasets[d.Id] = d);
        var page = await desk.OpenAsync();
        await desk.SignInAsync(page);

        await page.ClickAsync("a[href='/sources']");
        await page.ClickAsync("a[href='/sources/new']");
        await page.FillAsync("#name", "portal-a");
        await page.FillAsync("#url", portal.Url);
        await page.FillAsync("#schedule", "ทุกวัน");
        await page.ClickAsync("main form button");
        Assert.Contains("cron", await page.InnerTextAsync("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal("portal-a", await page.InputValueAsync("#name"));
        await page.FillAsync("#schedule", "30 2 * * *");
        await page.ClickAsync("main form button");
        await page.WaitForURLAsync("**/sources");
        await page.ClickAsync("form[action$='Test'] button");
        Assert.Contains("ชุดข้อมูล 12", await page.InnerTextAsync(".done"), StringComparison.Ordinal);

        await PlannedAsync(page);
        await BrowserDesk.ScreenAsync(page, "harvest-plan-th-1280");
        await desk.PictureAsync(page, "operator");
        Assert.Empty((await page.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical").Select(v => v.Id));
        await RunAsync(page);

        foreach (var gone in datasets.Take(4))
        {
            portal.Datasets.Remove(gone.Id);
        }

        await page.GotoAsync($"{desk.Address}/sources");
        await PlannedAsync(page);
        Assert.Contains("จะหายไป 4 จาก 12 รายการ", await page.InnerTextAsync(".warn"), StringComparison.Ordinal);
        await BrowserDesk.ScreenAsync(page, "harvest-warning-th-1280");
        await RunAsync(page);
        var run = page.Url;

        await page.GotoAsync($"{desk.Address}/sources");
        await page.ClickAsync("a[href$='/quarantine']");
        Assert.Equal(4, await page.Locator("tbody tr").CountAsync());
        await BrowserDesk.ScreenAsync(page, "harvest-quarantine-th-1280");
        await page.ClickAsync("tbody a");
        Assert.NotEmpty(await page.Locator("p.warn").AllAsync());

        await page.GotoAsync(run);
        await page.ClickAsync("form[action$='Undo'] button");
        await ShownAsync(page, "h1 .badge:text('ย้อนกลับแล้ว')");
        await page.GotoAsync($"{desk.Address}/sources");
        await BrowserDesk.ScreenAsync(page, "sources-one-th-1280");
        await page.ClickAsync("a[href$='/quarantine']");
        Assert.Equal(0, await page.Locator("tbody tr").CountAsync());
        Assert.True(desk.Wrong.IsEmpty, string.Join("\n", desk.Wrong));
    }

    [Fact]
    public void What_the_harvest_says_is_put_into_words_and_what_nobody_put_stays()
    {
        var texts = PageTexts.Load();
        Assert.Equal("3 of 10 would vanish, more than the limit of 20 %.", HarvestWords.Of(texts, "en", "many-removals", ["3", "10", "20"]));
        Assert.Equal("ตอบไม่ทันเวลา (10 s)", HarvestWords.Of(texts, "th", "timed-out: 10 s"));
        Assert.Equal("never-heard-of 7", HarvestWords.Of(texts, "en", "never-heard-of", ["7"]));
    }

    private static async Task PlannedAsync(IPage page)
    {
        await page.ClickAsync("form[action$='Plan'] button");
        await page.WaitForURLAsync("**/harvests/*");
        await ShownAsync(page, "form[action$='Run'] button");
    }

    private static async Task RunAsync(IPage page)
    {
        await page.ClickAsync("form[action$='Run'] button");
        await ShownAsync(page, "p.note:text('ตัวเลขลงตัว')");
    }

    /// <summary>The page looks again by itself; here it is asked to.</summary>
    private static async Task ShownAsync(IPage page, string what)
    {
        for (var tries = 0; await page.Locator(what).CountAsync() == 0; tries++)
        {
            Assert.True(tries < 120, $"{what} did not come: {await page.InnerTextAsync("main")}");
            await page.WaitForTimeoutAsync(500);
            await page.GotoAsync(page.Url);
        }
    }
}
