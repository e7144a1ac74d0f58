using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.Tests.Repository;
using Microsoft.Playwright;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>
/// A registry with its samples in a process of its own, and a real Chromium (Debian's). Whatever a page asks of another host, and every error it
/// writes to the console, is kept and must be nothing.
/// </summary>
public sealed class BrowserDesk : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private RunningRegistry? _registry;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public string Address => _registry!.Address;

    /// <summary>Console errors and requests to other hosts.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    public JsonNode Study { get; private set; } = null!;

    public JsonNode Dataset { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("REGISTRY_CHROMIUM") is not { Length: > 0 } chromium)
        {
            chromium = Places.FirstOrDefault(File.Exists) ?? "";
        }

        if (chromium.Length == 0)
        {
            return;
        }

        _registry = await RunningRegistry.StartAsync(0, "samples");
        using var client = new RegistryClient(Address, RunningRegistry.AdminKey);
        var most = TimeSpan.FromMinutes(2);
        Study = (await client.UntilAsync("/api/v1/search?kind=study&size=1&q=%22%E0%B8%81%E0%B8%B2%E0%B8%A3%22", found => (long)found["total"]! > 20, most))["hits"]![0]!;
        Dataset = (await client.UntilAsync("/api/v1/search?kind=dataset&size=1", found => (long)found["total"]! > 20, most))["hits"]![0]!;
        await client.UntilAsync("/api/v1/tags/queue?scheme=subTarget", queue => (long)queue["total"]! > 10, most);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
    }

    /// <summary>A browser window of its own, without cookies of others.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, string language = "th", bool script = true)
    {
        if (_browser is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("REQUIRE_SERVERS") == "1", "No Chromium was found.");
            Assert.Fail("REQUIRE_SERVERS=1, and no Chromium was found.");
        }

        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, JavaScriptEnabled = script });
        await context.AddCookiesAsync([new Cookie { Name = "registry-language", Value = language, Url = Address }]);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("status of 40", StringComparison.Ordinal) && !message.Text.Contains("ERR_INTERNET_DISCONNECTED", StringComparison.Ordinal))
            {
                Wrong.Enqueue($"{page.Url}: {message.Text}");
            }
        };
        page.Request += (_, request) =>
        {
            // What the browser takes out of itself, for its PDF viewer, leaves no host.
            if (!request.Url.StartsWith(Address, StringComparison.Ordinal) && new Uri(request.Url).Scheme is "http" or "https" or "ws" or "wss")
            {
                Wrong.Enqueue($"{page.Url} asks {request.Url}");
            }
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && response.Url.Contains("/assets/", StringComparison.Ordinal))
            {
                Wrong.Enqueue($"{page.Url}: {response.Url} answers {response.Status}");
            }
        };
        page.Dialog += (_, dialog) => Wrong.Enqueue($"{page.Url} opens a dialog: {dialog.Message}");
        return page;
    }

    /// <param name="key">The administrator's unless told.</param>
    public async Task SignInAsync(IPage page, string key = RunningRegistry.AdminKey)
    {
        await page.GotoAsync($"{Address}/signin");
        await page.FillAsync("#key", key);
        await page.ClickAsync("main form button");
        await page.WaitForURLAsync($"{Address}/");
    }

    /// <summary>Asks the page again and again, from outside: its policy lets nothing be evaluated inside it.</summary>
    public static async Task UntilAsync(IPage page, string script, int value)
    {
        for (var tries = 0; await page.EvaluateAsync<int>(script) != value; tries++)
        {
            Assert.True(tries < 600, $"{script} was not {value} within a minute.");
            await page.WaitForTimeoutAsync(100);
        }
    }

    /// <summary>A picture of the whole page beside the test's output.</summary>
    public static Task ScreenAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", $"{(name.StartsWith('-') ? "search" : "")}{name}.png"), FullPage = true });

    /// <summary>A picture of the help in both languages, of what a window shows; <c>UPDATE_PICTURES=1</c> puts it among the assets.</summary>
    public async Task PictureAsync(IPage page, string topic)
    {
        var folder = Environment.GetEnvironmentVariable("UPDATE_PICTURES") == "1" ? SourceTree.PathOf("src/EvidenceRegistry/Pages/assets") : Path.Combine(AppContext.BaseDirectory, "screenshots");
        await page.SetViewportSizeAsync(1100, 700);
        foreach (var language in new[] { "en", "th" })
        {
            await page.Context.AddCookiesAsync([new Cookie { Name = "registry-language", Value = language, Url = Address }]);
            await page.GotoAsync(page.Url);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"help-{topic}-{language}.jpg"), Type = ScreenshotType.Jpeg, Quality = 60 });
        }

        await page.SetViewportSizeAsync(1280, 900);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_registry is not null)
        {
            await _registry.DisposeAsync();
        }
    }
}
