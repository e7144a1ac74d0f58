using System.Net;
using System.Text.RegularExpressions;
using EvidenceRegistry.Formats.Plans;
using EvidenceRegistry.Pages;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Repository;
using EvidenceRegistry.Tests.Submissions;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>Words, sessions and headers of the pages; no browser needed.</summary>
public sealed partial class PageSafetyTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public void Every_word_a_page_asks_for_is_there_in_both_languages_and_none_is_left_over()
    {
        var texts = PageTexts.Load().All;
        var sources = SourceTree.Files("src/EvidenceRegistry/Pages", "*.cshtml").Concat(SourceTree.Files("src/EvidenceRegistry/Pages", "*.cs")).Select(SourceTree.Read).ToList();
        var said = sources.SelectMany(s => Literal().Matches(s).Select(m => m.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        var begun = said.Where(k => k.EndsWith('.')).ToList();
        Assert.DoesNotContain(sources.SelectMany(s => Asked().Matches(s).Select(m => m.Groups[1].Value)), key => !texts.ContainsKey(key));
        Assert.DoesNotContain(texts.Keys, key => !said.Contains(key) && !begun.Any(b => key.StartsWith(b, StringComparison.Ordinal)));
        Assert.All(texts, t => Assert.True(t.Value.Length == 2 && t.Value.All(w => w.Length > 0), t.Key));
    }

    /// <summary>A person may decide on any of them, and the page of figures then names it.</summary>
    [Fact]
    public void Every_kind_of_code_has_a_name_on_the_pages()
    {
        var texts = PageTexts.Load().All;
        Assert.All(PlanSchemes.All.Append(Tag.AreaScheme).Append(Tag.YearScheme), scheme => Assert.Contains("scheme." + scheme.ToLowerInvariant(), texts.Keys));
    }

    [Fact]
    public async Task A_session_is_a_cookie_that_pages_take_and_the_api_does_not()
    {
        var key = await desk.App.KeyAsync(Role.Curator);
        using var browser = desk.App.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true });
        var form = await browser.GetStringAsync("/signin");
        using var answer = await browser.PostAsync("/signin", new FormUrlEncodedContent([new("key", key.Secret), new("back", "/curate"), new("__RequestVerificationToken", Token().Match(form).Groups[1].Value)]));
        Assert.Equal((HttpStatusCode.Redirect, "/curate"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(PageSession.Cookie, StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(key.Secret, cookie, StringComparison.Ordinal);
        using var page = await browser.GetAsync("/curate");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var api = await browser.GetAsync("/api/v1/tags/queue");
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_writes_nothing_and_a_redirect_stays_here()
    {
        using var browser = desk.App.CreateClient(new() { AllowAutoRedirect = false });
        using var forged = await browser.PostAsync("/signin", new FormUrlEncodedContent([new("key", "erk_x")]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Contains("value=\"/\"", await browser.GetStringAsync("/signin?back=https://elsewhere.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_nobody_are_not_read()
    {
        using var browser = desk.App.CreateClient(new() { AllowAutoRedirect = false });
        using var files = new MultipartFormDataContent { { new ByteArrayContent(new byte[100_000]), "file", "a.csv" } };
        using var answer = await browser.PostAsync("/submit/bulk", files);
        Assert.Equal((HttpStatusCode.Redirect, "/signin?back=%2Fsubmit%2Fbulk"), (answer.StatusCode, answer.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task Pages_run_no_script_but_their_own_and_are_framed_by_nobody()
    {
        using var browser = desk.App.CreateClient();
        using var answer = await browser.GetAsync("/");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/curate"), InlineData("/sources"), InlineData("/submit"), InlineData("/receipts/x"), InlineData("/harvests/x")]
    public async Task A_page_for_some_sends_others_to_sign_in(string address)
    {
        using var browser = desk.App.CreateClient(new() { AllowAutoRedirect = false });
        using var answer = await browser.GetAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/signin?back=", answer.Headers.Location!.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("""\bT\("([a-zA-Z.]+)"[,)]""")]
    private static partial Regex Asked();

    // A key, or the beginning of one that is put together: "plan.state." or $"fact.{…}".
    [GeneratedRegex("""\"([a-zA-Z]+\.[a-zA-Z.]*)(?:\"|\{)""")]
    private static partial Regex Literal();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="([^"]+)""")]
    private static partial Regex Token();
}
