using System.Text.Json.Nodes;
using Deque.AxeCore.Playwright;
using EvidenceRegistry.Bench.Load;
using Microsoft.Playwright;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>The journey of a tag in a real browser: disputed, settled, and one that was missed added, by keyboard and on a phone.</summary>
[Collection(BrowserTests.Name)]
public sealed class CuratorJourneyTests(BrowserDesk desk) : IClassFixture<BrowserDesk>
{
    private const string First = "[data-queue] article >> nth=0";

    private const string InSight = "where => { const at = document.querySelector(where).getBoundingClientRect(); return at.top >= 0 && at.bottom <= innerHeight; }";

    [Fact]
    public async Task A_tag_is_disputed_by_one_curator_and_settled_by_an_administrator_with_keys_alone()
    {
        var page = await CuratorAsync(1280);
        await page.GotoAsync($"{desk.Address}/curate?scheme=subTarget");
        var tag = await page.GetAttributeAsync(First, "aria-label");

        // Enter in the note says nothing; the note stays.
        var note = page.Locator(First).Locator("input[name=note]");
        await note.FillAsync("กล่าวถึงเท่านั้น");
        await note.PressAsync("Enter");
        await page.WaitForTimeoutAsync(500);
        Assert.Equal("กล่าวถึงเท่านั้น", await note.InputValueAsync());
        Assert.Equal(0, await page.Locator(".done").CountAsync());

        await page.Locator(First).FocusAsync();
        await page.Keyboard.PressAsync("d");
        await page.Locator(".done:text('เห็นต่างกัน')").WaitForAsync();
        Assert.NotEqual(tag, await page.GetAttributeAsync(First, "aria-label"));
        await page.ClickAsync(".chips a:text('เห็นต่างกัน')");
        await page.WaitForURLAsync("**/curate?scheme=subTarget&status=disputed");
        Assert.Equal(tag, await page.GetAttributeAsync(First, "aria-label"));
        Assert.Contains("กล่าวถึงเท่านั้น", await page.InnerTextAsync(First), StringComparison.Ordinal);
        await LookedAtAsync(page, "disputed-curator-th-1280");

        var phone = await desk.OpenAsync(360, "en");
        await desk.SignInAsync(phone);
        await phone.GotoAsync($"{desk.Address}/curate?status=disputed");
        Assert.Contains("Your word settles it", await phone.InnerTextAsync(First), StringComparison.Ordinal);
        await LookedAtAsync(phone, "disputed-admin-en-360");
        await phone.Keyboard.PressAsync("n");
        await phone.Locator(".done:text('rejected')").WaitForAsync();
        await phone.Locator(".note:text('No tag is in dispute')").WaitForAsync();
        await LookedAtAsync(phone, "disputed-none-en-360");
        Assert.True(desk.Wrong.IsEmpty, string.Join("\n", desk.Wrong));
    }

    [Theory]
    [InlineData("th", 360), InlineData("en", 1280)]
    public async Task A_missed_tag_is_added_on_the_page_of_the_record_and_an_unknown_code_is_said_beside_what_was_typed(string language, int width)
    {
        var page = await CuratorAsync(width, language);
        await page.GotoAsync($"{desk.Address}/records/{desk.Dataset["id"]}");
        await page.FillAsync("#concept", "1804099");
        await page.Locator("#concept").PressAsync("Enter");
        await page.WaitForSelectorAsync("[role=alert]");
        Assert.Contains("1804099", await page.InnerTextAsync("[role=alert]"), StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>(InSight, "[role=alert]"));
        await LookedAtAsync(page, $"record-unknown-{language}-{width}");

        await page.FillAsync("#concept", "180403");
        await page.Locator("#concept").PressAsync("Enter");
        await page.WaitForSelectorAsync(".done");
        var open = page.Locator("details[open]:has(strong:text('180403'))");
        await open.WaitForAsync();
        Assert.EndsWith("#tags", page.Url, StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>(InSight, ".done"));
        await LookedAtAsync(page, $"record-decide-{language}-{width}");
        await page.ClickAsync("button[data-undo]");
        await page.Locator(".done").WaitForAsync();
        Assert.Equal(0, await page.Locator("details[open]:has(strong:text('180403'))").CountAsync());
        Assert.True(desk.Wrong.IsEmpty, string.Join("\n", desk.Wrong));
    }

    private async Task<IPage> CuratorAsync(int width, string language = "th")
    {
        using var admin = new RegistryClient(desk.Address, RunningRegistry.AdminKey);
        var made = await admin.PostAsync("/api/v1/keys", new JsonObject { ["role"] = "curator", ["actor"] = $"ผู้ตรวจ {language} {width}", ["actorKind"] = "person" });
        var page = await desk.OpenAsync(width, language);
        await desk.SignInAsync(page, (string)made["secret"]!);
        return page;
    }

    /// <summary>Nothing serious for those who see or hear it otherwise, nothing wider than the window, and a picture.</summary>
    private static async Task LookedAtAsync(IPage page, string name)
    {
        await BrowserDesk.ScreenAsync(page, name);
        Assert.Empty((await page.RunAxe()).Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{v.Id}: {v.Nodes[0].Html}"));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth + 1"), $"{name} is wider than its window");
    }
}
