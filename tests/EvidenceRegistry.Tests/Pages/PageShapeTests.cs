using Microsoft.Playwright;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>What a page does while it is opened: nothing jumps, and there is one style sheet and one script.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageShapeTests(BrowserDesk desk) : IClassFixture<BrowserDesk>
{
    /// <summary>Sum of the layout shifts since the page was opened (web.dev's score, here without its windows), in thousandths, after a moment of rest.</summary>
    private const string Shifts = """
        () => new Promise(done => {
          let sum = 0;
          new PerformanceObserver(list => { for (const one of list.getEntries()) { sum += one.value; } }).observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(Math.round(sum * 1000)), 400)));
        })
        """;

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Nothing_jumps_and_each_page_has_one_style_sheet_and_one_script(int width)
    {
        var page = await desk.OpenAsync(width);
        await desk.SignInAsync(page);
        string[] addresses = ["/", "/?q=%E0%B8%81%E0%B8%B2%E0%B8%A3%E0%B8%AD%E0%B9%88%E0%B8%B2%E0%B8%99", $"/records/{desk.Study["id"]}", $"/records/{desk.Dataset["id"]}", "/plan", "/plan/110301", "/areas/TH-50", "/submit", "/curate", "/help"];
        var seen = new List<string>();
        foreach (var address in addresses)
        {
            await page.GotoAsync(desk.Address + address, new() { WaitUntil = WaitUntilState.Load });
            var shifts = await page.EvaluateAsync<int>(Shifts);
            var (sheets, scripts) = (await page.Locator("link[rel=stylesheet]").CountAsync(), await page.Locator("script[src]").CountAsync());
            if ((shifts, sheets, scripts) != (0, 1, 1))
            {
                seen.Add($"{address}: shift {shifts}/1000, {sheets} style sheet(s), {scripts} script(s)");
            }
        }

        Assert.Empty(seen);
    }

    [Fact]
    public async Task The_measure_sees_a_jump()
    {
        var page = await desk.OpenAsync();
        await page.GotoAsync(desk.Address + "/plan", new() { WaitUntil = WaitUntilState.Load });
        await page.EvaluateAsync("() => new Promise(done => setTimeout(() => { const late = document.createElement('div'); late.style.height = '300px'; document.querySelector('main').prepend(late); requestAnimationFrame(() => requestAnimationFrame(done)); }, 100))");
        Assert.NotEqual(0, await page.EvaluateAsync<int>(Shifts));
    }
}
