using System.Net;
using System.Text.RegularExpressions;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>Keys as an administrator handles them in a browser.</summary>
public sealed partial class KeyPageTests(RegistryApp app) : IClassFixture<RegistryApp>
{
    [Fact]
    public async Task An_administrator_makes_a_key_sees_it_once_and_revokes_it_after_being_asked()
    {
        using var browser = await app.SignedInAsync(RegistryApp.AdminKey);
        using var made = await browser.SendFormAsync("/keys", "/keys", ("role", "Submitter"), ("actor", "ระบบของหน่วยงานตัวอย่าง"), ("kind", "Service"), ("agency", "หน่วยงานตัวอย่าง"), ("sources", "tsri, nrct"), ("restricted", "true"), ("expires", "2026-11-30"));
        var secret = Secret().Match(WebUtility.HtmlDecode(await made.Content.ReadAsStringAsync())).Value;
        Assert.Contains("no-store", made.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var holder = app.With(secret);
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await holder.GetAsync("/api/v1/status")).StatusCode);

        var list = WebUtility.HtmlDecode(await browser.GetStringAsync("/keys"));
        Assert.DoesNotContain(secret, list, StringComparison.Ordinal);
        Assert.Contains("tsri, nrct", list, StringComparison.Ordinal);
        Assert.Contains("ใช้ได้ถึง 30 พ.ย. 2569", list, StringComparison.Ordinal);
        var row = Row().Matches(list).Single(m => m.Value.Contains("ระบบของหน่วยงานตัวอย่าง", StringComparison.Ordinal)).Value;
        var ask = Ask().Match(row).Groups;
        var asked = WebUtility.HtmlDecode(await browser.GetStringAsync(ask[1].Value));
        Assert.Contains("เพิกถอนกุญแจของ ระบบของหน่วยงานตัวอย่าง", asked, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await holder.GetAsync("/api/v1/status")).StatusCode);
        using var revoked = await browser.SendFormAsync(ask[1].Value, "/keys?handler=Revoke", ("id", ask[2].Value));
        Assert.Equal(HttpStatusCode.Redirect, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await holder.GetAsync("/api/v1/status")).StatusCode);
        Assert.Contains("เพิกถอนแล้ว", WebUtility.HtmlDecode(await browser.GetStringAsync("/keys")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_what_was_typed_stays()
    {
        using var browser = await app.SignedInAsync(RegistryApp.AdminKey);
        using var past = await browser.SendFormAsync("/keys", "/keys", ("role", "Curator"), ("actor", "ผู้ดูแลตัวอย่าง"), ("expires", "2020-01-01"));
        var text = WebUtility.HtmlDecode(await past.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, past.StatusCode);
        Assert.Contains("ต้องเป็นเวลาในอนาคต", text, StringComparison.Ordinal);
        Assert.Contains("value=\"ผู้ดูแลตัวอย่าง\"", text, StringComparison.Ordinal);
        using var never = await browser.SendFormAsync("/keys", "/keys", ("role", "Curator"), ("actor", "ผู้ดูแลตัวอย่าง"), ("expires", "เมื่อวาน"));
        Assert.Contains("วันสุดท้ายต้องเป็นวันที่", WebUtility.HtmlDecode(await never.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_administrator_cannot_lock_the_door_from_outside()
    {
        await using var own = new RegistryApp();
        using var browser = await own.SignedInAsync(RegistryApp.AdminKey);
        var ask = Ask().Match(await browser.GetStringAsync("/keys")).Groups;
        using var refused = await browser.SendFormAsync(ask[1].Value, "/keys?handler=Revoke", ("id", ask[2].Value));
        Assert.Contains("นี่คือกุญแจผู้ดูแลดอกสุดท้าย", WebUtility.HtmlDecode(await browser.GetStringAsync("/keys")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Submitter), InlineData(Role.Curator), InlineData(Role.Harvester)]
    public async Task Nobody_else_sees_or_makes_keys(Role role)
    {
        using var browser = await app.SignedInAsync((await app.KeyAsync(role)).Secret);
        using var list = await browser.GetAsync("/keys");
        Assert.Equal(HttpStatusCode.Forbidden, list.StatusCode);
        Assert.DoesNotContain("erk_", await list.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var made = await browser.SendFormAsync("/help", "/keys", ("role", "Admin"), ("actor", "ผู้อื่น"));
        Assert.Equal(HttpStatusCode.Forbidden, made.StatusCode);
    }

    [GeneratedRegex("erk_[A-Za-z0-9_-]{20,}")]
    private static partial Regex Secret();

    [GeneratedRegex("<tr>.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("href=\"(/keys\\?revoke=([^\"]+))\"")]
    private static partial Regex Ask();
}
