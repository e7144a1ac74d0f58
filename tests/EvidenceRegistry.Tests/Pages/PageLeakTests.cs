using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Searching;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>Closed text reaches nobody without the right by any page: not its words, not their number.</summary>
public sealed partial class PageLeakTests
{
    [Fact]
    public async Task Two_registries_that_differ_in_closed_text_alone_show_every_other_reader_the_same_pages()
    {
        await using var one = new SearchedRegistry();
        await using var other = new SearchedRegistry();
        var owner = await one.App.KeyAsync(Role.Submitter, agency: "หน่วยงานเจ้าของ");
        var stranger = await one.App.KeyAsync(Role.Submitter, agency: "หน่วยงานอื่น");
        var harvester = await one.App.KeyAsync(Role.Harvester);
        var ids = new List<string>();
        foreach (var (access, at) in new[] { "restricted", "metadataOnly", "embargoed", "open" }.Select((access, at) => (access, at)))
        {
            var more = new JsonObject { ["access"] = access, ["targets"] = new JsonArray("110301"), ["areas"] = new JsonArray("TH-50") };
            if (access == "embargoed")
            {
                more["embargoUntil"] = "2030-01-01";
            }

            ids.Add(await one.SubmitAsync($"RDG-{at}", $"รายงานข้าวฉบับที่ {at} ความมั่นคงทางอาหาร", more, "report.pdf", one.App.With(owner.Secret)));
        }

        await LeakTests.CopyAsync(one, other);
        foreach (var (id, at) in ids.Select((id, at) => (id, at)))
        {
            var closed = at < 3;
            await one.GiveTextAsync(id, closed ? "ข้าว ความลับของปุ๋ยหมัก แมงกะพรุน jellyfish trial แมงกะพรุน" : "ข้าวหอมมะลิ ผลการทดลองเปิดเผย");
            await other.GiveTextAsync(id, closed ? ["ไส้เดือน earthworm"] : ["ข้าวหอมมะลิ ผลการทดลองเปิดเผย"]);
        }

        await one.CarryAsync();
        await other.CarryAsync();
        string[] pages =
        [
            "/", "/?q=ข้าว&explain=true", "/?q=แมงกะพรุน&explain=true", "/?q=\"ความลับของปุ๋ยหมัก\"", "/?q=แมงกะพรูน", "/?q=jellyfish trial", "/?q=ข้าว -แมงกะพรุน", "/?q=ไส้เดือน",
            "/plan", "/plan/110301", "/areas", "/areas/TH-50", "/quality", "/duplicates", "/curate", "/keys", "/sources", "/help",
            .. ids.SelectMany(id => new[] { $"/records/{id}", $"/records/{id}?q=แมงกะพรุน", $"/records/{id}?q=ข้าว", $"/records/{id}/files/report.pdf/1?from=0&to=9", $"/receipts/{id}" }),

            // The bytes of the open one were not copied.
            .. ids.SkipLast(1).SelectMany(id => new[] { $"/records/{id}/files/report.pdf", $"/records/{id}/files/report.pdf?show=true" }),
        ];
        foreach (var key in new[] { null, stranger.Secret, harvester.Secret })
        {
            using var here = await BrowserAsync(one, key);
            using var there = await BrowserAsync(other, key);
            foreach (var page in pages)
            {
                var shown = await ShownAsync(here, page);
                Assert.Equal(shown, await ShownAsync(there, page));
                Assert.DoesNotContain("ความลับของปุ๋ยหมัก แมง", shown, StringComparison.Ordinal);
            }
        }

        // What is compared can differ, and does for those who may read it.
        using var owned = await BrowserAsync(one, owner.Secret);
        using var copied = await BrowserAsync(other, owner.Secret);
        foreach (var page in new[] { "/?q=แมงกะพรุน", $"/records/{ids[0]}?q=แมงกะพรุน", $"/records/{ids[1]}/files/report.pdf/1" })
        {
            Assert.NotEqual(await ShownAsync(owned, page), await ShownAsync(copied, page));
        }
    }

    private static Task<HttpClient> BrowserAsync(SearchedRegistry registry, string? key) => key is null
        ? Task.FromResult(registry.App.CreateClient(new() { AllowAutoRedirect = false }))
        : registry.App.SignedInAsync(key);

    private static async Task<string> ShownAsync(HttpClient browser, string page)
    {
        using var answer = await browser.GetAsync(page, SearchedRegistry.Cancel);
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(SearchedRegistry.Cancel));
        Assert.True((int)answer.StatusCode < 500, $"{page}: {text}");
        return $"{page} {(int)answer.StatusCode} {answer.Headers.Location}\n{Sealed().Replace(text, "…")}";
    }

    /// <summary>Sealed with a secret of each process: cursors and the tokens of forms.</summary>
    [GeneratedRegex("(?<=cursor=)[^\"&]+|(?<=name=\"__RequestVerificationToken\" type=\"hidden\" value=\")[^\"]+")]
    private static partial Regex Sealed();
}
