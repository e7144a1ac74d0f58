using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Searching;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>Files as pages hand them out: to whom, and that nothing of them runs.</summary>
public sealed class FileOnPageTests
{
    [Fact]
    public async Task A_closed_file_is_shown_to_a_session_with_the_right_and_to_nobody_else()
    {
        await using var registry = new SearchedRegistry();
        var id = await registry.SubmitAsync("RDG-1", "รายงานที่จำกัดการเข้าถึง", new JsonObject { ["access"] = "restricted" }, "report.pdf");
        await registry.GiveTextAsync(id, "ข้อความในหน้าแรก");
        using var anyone = registry.App.CreateClient(new() { AllowAutoRedirect = false });
        foreach (var address in new[] { "", "?show=true", "/1" })
        {
            using var refused = await anyone.GetAsync($"/records/{id}/files/report.pdf{address}", SearchedRegistry.Cancel);
            Assert.Equal((HttpStatusCode.Forbidden, "text/html"), (refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));
        }

        using var curator = await registry.App.SignedInAsync((await registry.App.KeyAsync(Role.Curator)).Secret);
        var page = WebUtility.HtmlDecode(await curator.GetStringAsync($"/records/{id}/files/report.pdf/1", SearchedRegistry.Cancel));
        Assert.Contains($"<iframe class=\"pdf\" src=\"/records/{id}/files/report.pdf?show=true#page=1\"", page, StringComparison.Ordinal);
        using var shown = await curator.GetAsync($"/records/{id}/files/report.pdf?show=true", SearchedRegistry.Cancel);
        Assert.StartsWith("%PDF-", await shown.Content.ReadAsStringAsync(SearchedRegistry.Cancel), StringComparison.Ordinal);
        Assert.Equal(("application/pdf", null), (shown.Content.Headers.ContentType!.MediaType, shown.Content.Headers.ContentDisposition));
        Assert.Equal(("SAMEORIGIN", "nosniff"), (shown.Headers.GetValues("X-Frame-Options").Single(), shown.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Contains("frame-ancestors 'self'", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var saved = await curator.GetAsync($"/records/{id}/files/report.pdf", SearchedRegistry.Cancel);
        Assert.Equal("attachment", saved.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("private", saved.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><script>parent.document.title='taken'</script></html>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("%PDF-1.7 not first <html><script>alert(1)</script>", "application/pdf")]
    [InlineData("<!-- %PDF-1.7 --><html><script>alert(1)</script></html>")]
    public async Task What_is_named_pdf_and_is_none_is_saved_and_never_shown(string content, string kept = "text/plain")
    {
        await using var registry = new SearchedRegistry();
        using var form = new MultipartFormDataContent
        {
            { System.Net.Http.Json.JsonContent.Create(new JsonObject { ["source"] = "tsri", ["sourceId"] = "1", ["title"] = new JsonObject { ["th"] = "รายงาน" }, ["year"] = 2023, ["agency"] = "หน่วยงานตัวอย่าง" }), "study" },
            { new StringContent(content), "file", "report.pdf" },
        };
        using var taken = await registry.App.Admin().PostAsync("/api/v1/studies", form, SearchedRegistry.Cancel);
        var id = (string)JsonNode.Parse(await taken.Content.ReadAsStringAsync(SearchedRegistry.Cancel))!["id"]!;
        await registry.GiveTextAsync(id, "ข้อความ");
        using var anyone = registry.App.CreateClient();
        foreach (var query in new[] { "", "?show=true" })
        {
            using var answer = await anyone.GetAsync($"/records/{id}/files/report.pdf{query}", SearchedRegistry.Cancel);
            Assert.Equal((HttpStatusCode.OK, kept), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            if (kept != "application/pdf" || query.Length == 0)
            {
                Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
                Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
            }
        }

        Assert.Equal(kept == "application/pdf", (await anyone.GetStringAsync($"/records/{id}/files/report.pdf/1", SearchedRegistry.Cancel)).Contains("<iframe", StringComparison.Ordinal));
    }
}
