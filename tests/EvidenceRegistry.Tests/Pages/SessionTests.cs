using System.Net;
using EvidenceRegistry.Pages;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>How a session ends.</summary>
public sealed class SessionTests(RegistryApp app) : IClassFixture<RegistryApp>
{
    [Fact]
    public async Task Signing_out_ends_every_copy_of_the_cookie_in_every_process()
    {
        using var browser = await app.SignedInAsync(RegistryApp.AdminKey);
        var copy = await CookieAsync(browser);
        Assert.Equal(HttpStatusCode.OK, await OpenedWithAsync(copy));
        using var signedOut = await browser.SendFormAsync("/help", "/signin?handler=out");
        Assert.Equal(HttpStatusCode.Redirect, signedOut.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await OpenedWithAsync(copy));

        // What another process would say, which shares the database alone.
        var other = new PageSession(app.Services.GetRequiredService<IDataProtectionProvider>(), app.Databases, app.Time);
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = copy;
        Assert.Null(await other.KeyAsync(http));
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_before_and_no_other()
    {
        using var elsewhere = await app.SignedInAsync(RegistryApp.AdminKey);
        using var browser = await app.SignedInAsync(RegistryApp.AdminKey);
        var (untouched, first) = (await CookieAsync(elsewhere), await CookieAsync(browser));
        using var again = await browser.SendFormAsync("/signin", "/signin", ("key", RegistryApp.AdminKey), ("back", "/"));
        Assert.Equal(HttpStatusCode.Redirect, await OpenedWithAsync(first));
        Assert.Equal(HttpStatusCode.OK, await OpenedWithAsync(await CookieAsync(browser)));
        Assert.Equal(HttpStatusCode.OK, await OpenedWithAsync(untouched));
    }

    [Fact]
    public async Task A_session_ends_by_itself_and_what_was_ended_before_is_then_forgotten()
    {
        await using var own = new RegistryApp();
        for (var i = 0; i < 2; i++)
        {
            using var browser = await own.SignedInAsync(RegistryApp.AdminKey);
            using var signedOut = await browser.SendFormAsync("/help", "/signin?handler=out");
        }

        await using var db = own.Databases.Open();
        Assert.Equal(2, await db.EndedSessions.CountAsync());
        using var last = await own.SignedInAsync(RegistryApp.AdminKey);
        own.Time.Advance(PageSession.Lasts - TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await last.GetAsync("/sources")).StatusCode);
        own.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Redirect, (await last.GetAsync("/sources")).StatusCode);
        using var next = await own.SignedInAsync(RegistryApp.AdminKey);
        using var closed = await next.SendFormAsync("/help", "/signin?handler=out");
        Assert.Equal(1, await db.EndedSessions.CountAsync());
    }

    private async Task<HttpStatusCode> OpenedWithAsync(string cookie)
    {
        using var client = app.With(null);
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await client.GetAsync("/sources");
        return answer.StatusCode;
    }

    private static async Task<string> CookieAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync("/help");
        var sent = answer.RequestMessage!.Headers.GetValues("Cookie").Single();
        return sent.Split("; ").Single(c => c.StartsWith(PageSession.Cookie, StringComparison.Ordinal));
    }
}
