using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EvidenceRegistry.Bench.Load;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>Words of sources that are made to break a page: shown as words, and no wider than a phone.</summary>
[Collection(BrowserTests.Name)]
public sealed class HostilePageTests(BrowserDesk desk) : IClassFixture<BrowserDesk>
{
    private const string Marker = "ทดสอบถ้อยคำที่เป็นอันตราย";

    private static readonly string Long = new('ก', 10_000);

    private static string Hostile(string field) =>
        $"{Marker} {field} <script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">\u202Eกลับด้าน</textarea></style> {Long}";

    [Fact]
    public async Task Hostile_words_are_shown_as_text_on_every_page_they_reach_and_widen_none()
    {
        var page = await desk.OpenAsync(360);
        await desk.SignInAsync(page);
        using var http = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = new Uri(desk.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningRegistry.AdminKey);
        var study = await TakenAsync(http, "studies", new JsonObject
        {
            ["authors"] = new JsonArray(new JsonObject { ["name"] = Both("authors") }), ["funder"] = Cut("funder"), ["methods"] = Hostile("methods"), ["population"] = Hostile("population"),
            ["keywords"] = new JsonArray(Cut("keyword")), ["abstract"] = new JsonObject { ["th"] = "ทักษะการอ่านและการคิดวิเคราะห์ของนักเรียน การเรียนรู้เชิงรุก " + Hostile("abstract") }, ["url"] = "https://example.org/?\"><script>1</script>",
            ["findings"] = new JsonArray(new JsonObject { ["text"] = Both("finding") }),
        });
        var dataset = await TakenAsync(http, "datasets", new JsonObject
        {
            ["objective"] = Hostile("objective"), ["geoCoverage"] = Cut("coverage"), ["unitOfMeasure"] = Cut("unit"), ["keywords"] = new JsonArray(Cut("keyword")),
            ["resources"] = new JsonArray(
                new JsonObject { ["url"] = "https://example.org/?<script>document.title='taken'</script>", ["name"] = Cut("resource"), ["format"] = "<b>CSV</b>" },
                new JsonObject { ["url"] = "https://example.org/" + new string('a', 1900), ["format"] = Cut("format")[..100] }),
        });
        using (var client = new RegistryClient(desk.Address, RunningRegistry.AdminKey))
        {
            await client.UntilAsync($"/api/v1/search?q={Uri.EscapeDataString($"\"{Marker}\"")}", found => (long)found["total"]! >= 2, TimeSpan.FromMinutes(2));
        }

        foreach (var (address, shown) in new[]
        {
            ($"/?q={Uri.EscapeDataString(Marker)}&explain=true", true), ($"/records/{study}", true), ($"/records/{study}?q={Uri.EscapeDataString(Marker)}", true), ($"/records/{dataset}", true),
            ("/plan/110301", true), ("/areas/TH-50", true), ($"/receipts/{study}", false), ("/curate?scheme=subTarget", false), ("/duplicates", false), ($"/?agency={Uri.EscapeDataString(Cut("agency"))}", true),
        })
        {
            await page.GotoAsync(desk.Address + address);
            Assert.NotEqual("taken", await page.TitleAsync());
            Assert.Equal(0, await page.Locator("main script, main img, main [onerror], main a[href^='javascript']").CountAsync());
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth + 1"), $"{address} is wider than a phone");
            if (shown)
            {
                var words = await page.Locator("main").InnerTextAsync();
                Assert.True(words.Contains("<script>document.title", StringComparison.Ordinal), $"{address} shows no such words: {words}");
            }
        }

        Assert.True(desk.Wrong.IsEmpty, string.Join("\n", desk.Wrong));
        await page.Context.CloseAsync();
    }

    private static string Cut(string field) => Hostile(field)[..200];

    private static JsonObject Both(string field) => new() { ["th"] = Cut(field), ["en"] = Cut(field) };

    private static async Task<string> TakenAsync(HttpClient http, string route, JsonObject more)
    {
        more["source"] = "hostile";
        more["sourceId"] = $"{route}/\"><script>1</script>";
        more["title"] = new JsonObject { ["th"] = Hostile("title")[..1900], ["en"] = Hostile("title")[..1900] };
        more["year"] = 2023;
        more["agency"] = Cut("agency");
        more["targets"] = new JsonArray("110301");
        more["areas"] = new JsonArray("TH-50");
        using var form = new MultipartFormDataContent { { JsonContent.Create(more), route == "studies" ? "study" : "dataset" } };
        if (route == "studies")
        {
            var file = new ByteArrayContent("<html><script>document.title='taken'</script></html>"u8.ToArray());
            file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileNameStar = $"&lt;img onerror='x' {new string('ก', 60)}.pdf" };
            form.Add(file);
        }

        using var answer = await http.PostAsync($"/api/v1/{route}", form);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return (string)JsonNode.Parse(text)!["id"]!;
    }
}
