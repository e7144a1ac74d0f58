using System.Net;
using EvidenceRegistry.Pages;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>Where something goes wrong, a browser is shown a page that says what to do; other clients get the problem document.</summary>
public sealed class ErrorPageTests
{
    private const string Page = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Theory]
    [InlineData("th", "เกิดข้อผิดพลาดในระบบ"), InlineData("en", "Something went wrong on our side")]
    public async Task A_page_that_fails_says_so_in_the_readers_language_and_the_api_in_its_document(string language, string words)
    {
        await using var app = new RegistryApp();
        await BreakAsync(app, """ALTER TABLE "Records" RENAME TO "Gone" """);
        using var page = await AskAsync(app, HttpMethod.Get, "/records/01k00000000000000000000000", Page, language);
        var text = await HtmlAsync(page, HttpStatusCode.InternalServerError);
        Assert.Contains($"<html lang=\"{language}\">", text, StringComparison.Ordinal);
        Assert.Contains($"<title>{words} ·", text, StringComparison.Ordinal);
        Assert.Contains($"<h1>{words}</h1>", text, StringComparison.Ordinal);
        Assert.Contains("href=\"/records/01k00000000000000000000000\"", text, StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var data = await AskAsync(app, HttpMethod.Get, "/records/01k00000000000000000000000", "application/json", language);
        Assert.Equal("internal-error", (await ProblemAnswer.ReadAsync(data, HttpStatusCode.InternalServerError)).Word);
        using var api = await AskAsync(app, HttpMethod.Get, "/api/v1/records/01k00000000000000000000000", Page, language);
        Assert.Equal("internal-error", (await ProblemAnswer.ReadAsync(api, HttpStatusCode.InternalServerError)).Word);
    }

    [Fact]
    public async Task A_session_that_cannot_be_looked_up_ends_in_a_page_too()
    {
        await using var app = new RegistryApp();
        using var browser = await app.SignedInAsync(RegistryApp.AdminKey);
        await BreakAsync(app, """ALTER TABLE "Keys" RENAME TO "Gone" """);
        browser.DefaultRequestHeaders.Accept.ParseAdd(Page);
        using var page = await browser.GetAsync("/sources");
        Assert.Contains("<h1>เกิดข้อผิดพลาดในระบบ</h1>", await HtmlAsync(page, HttpStatusCode.InternalServerError), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_answered_by_a_page_that_leads_back()
    {
        await using var app = new RegistryApp();
        using var page = await AskAsync(app, HttpMethod.Post, "/signin?handler=out&back=%2Fplan", Page, "th", Form());
        var text = await HtmlAsync(page, HttpStatusCode.BadRequest);
        Assert.Contains("แบบฟอร์มอาจเปิดค้างไว้นานเกินไป", text, StringComparison.Ordinal);
        Assert.Contains("href=\"/signin?back=%2Fplan\"", text, StringComparison.Ordinal);
        using var data = await AskAsync(app, HttpMethod.Post, "/signin", "application/json", "th", Form());
        Assert.Equal("application/problem+json", data.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_form_for_no_page_and_a_form_that_is_too_large_are_answered_by_pages()
    {
        await using var app = new RegistryApp { Settings = [("Limits:FileBody", "20000"), ("Limits:JsonBody", "2000")] };
        using var lost = await AskAsync(app, HttpMethod.Post, "/nowhere", Page, "en", Form());
        Assert.Contains("<h1>No such page</h1>", await HtmlAsync(lost, HttpStatusCode.NotFound), StringComparison.Ordinal);
        using var large = await AskAsync(app, HttpMethod.Post, "/submit", Page, "en", new MultipartFormDataContent { { new ByteArrayContent(new byte[30_000]), "file", "a.pdf" } });
        var text = await HtmlAsync(large, HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("20000 bytes", text, StringComparison.Ordinal);
        Assert.Contains("Send smaller files", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_on_a_page_how_long_to_wait()
    {
        await using var app = new RegistryApp { Settings = [("Limits:RequestsPerMinuteWithoutKey", "1")] };
        using var first = await AskAsync(app, HttpMethod.Get, "/help", Page, "en");
        using var second = await AskAsync(app, HttpMethod.Get, "/help", Page, "en");
        var text = await HtmlAsync(second, HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Contains($"Wait {second.Headers.RetryAfter!.Delta!.Value.TotalSeconds} second(s)", text, StringComparison.Ordinal);
        Assert.Contains("href=\"/help\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_back_leads_to_no_other_host()
    {
        await using var app = new RegistryApp();
        using var page = await AskAsync(app, HttpMethod.Get, "//elsewhere.example/signin", Page, "en");
        Assert.DoesNotContain("href=\"//", await HtmlAsync(page, HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_page_that_fails_itself_is_still_a_page()
    {
        await using var app = new RegistryApp();
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = app.Services, Response = { Body = body } };
        http.Request.Headers.Accept = Page;
        http.Features.Set(new FailedRequest("GET", "/", null, true));
        await app.Services.GetServices<IExceptionHandler>().Single().TryHandleAsync(http, new InvalidOperationException("<b>"), CancellationToken.None);
        Assert.Equal(500, http.Response.StatusCode);
        Assert.StartsWith("<!DOCTYPE html>", System.Text.Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
    }

    private static async Task BreakAsync(RegistryApp app, string change)
    {
        await using var db = app.Started().Databases.Open();
        await db.Database.ExecuteSqlRawAsync(change);
    }

    private static FormUrlEncodedContent Form() => new([new("key", "erk_x")]);

    private static async Task<HttpResponseMessage> AskAsync(RegistryApp app, HttpMethod method, string address, string accept, string language, HttpContent? body = null)
    {
        var client = app.Reader();
        using var request = new HttpRequestMessage(method, new Uri($"http://localhost{address}")) { Content = body };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.Add("Cookie", $"{PageGate.LanguageCookie}={language}");
        return await client.SendAsync(request);
    }

    private static async Task<string> HtmlAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.True(status == answer.StatusCode, $"{(int)answer.StatusCode}: {text}");
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        return text;
    }
}
