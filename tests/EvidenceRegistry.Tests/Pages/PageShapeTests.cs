using System.Net;
using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using EvidenceRegistry.Bench.Load;
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

    /// <summary>Samples do not count: studies of its own are decided on, ten about one code.</summary>
    [Fact]
    public async Task Figures_of_tags_that_people_decided_are_shown_by_length_language_and_code_on_phone_and_desk()
    {
        var phone = await desk.OpenAsync(360);
        using var client = new RegistryClient(desk.Address, RunningRegistry.AdminKey);
        for (var i = 0; i < 12; i++)
        {
            var (status, answer) = await client.PostStudyAsync(new JsonObject
            {
                ["source"] = "quality", ["sourceId"] = $"quality/{i}", ["year"] = 2023, ["agency"] = "มหาวิทยาลัยตัวอย่าง",
                ["title"] = new JsonObject { ["th"] = $"การจัดการขยะมูลฝอยของเทศบาล {i}" }, ["abstract"] = new JsonObject { ["th"] = "ศึกษาการคัดแยกขยะและการกำจัดขยะมูลฝอยชุมชน" },
            });
            Assert.Equal(HttpStatusCode.Created, status);
            var tags = $"/api/v1/records/{answer!["id"]}/tags";
            await client.UntilAsync(tags, found => found["tags"]!.AsArray().Any(t => (string)t!["code"]! == "180403"), TimeSpan.FromMinutes(1));
            await client.PostAsync($"{tags}/180403", new JsonObject { ["decision"] = i % 4 == 0 ? "reject" : "confirm" });
        }

        var desktop = await desk.OpenAsync(1280, "en");
        foreach (var (page, language, width) in new[] { (phone, "th", 360), (desktop, "en", 1280) })
        {
            await page.GotoAsync($"{desk.Address}/quality");
            await page.ClickAsync("main details summary");
            Assert.Contains(language == "th" ? "ตามความยาว" : "By length", await page.InnerTextAsync("main"), StringComparison.Ordinal);
            Assert.Contains("0.75", await page.Locator("main details tr:has-text('180403')").InnerTextAsync(), StringComparison.Ordinal);
            Assert.Equal(5, await page.Locator("svg.calibration rect").CountAsync());
            Assert.Empty((await page.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Nodes[0].Html}"));
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth + 1"), $"wider than {width}");
            await BrowserDesk.ScreenAsync(page, $"quality-decided-{language}-{width}");
        }
    }
}
