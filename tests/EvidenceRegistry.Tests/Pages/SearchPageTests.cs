using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EvidenceRegistry.Tests.Searching;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>No link of the search page leads nowhere, to the same page again, or away from the question.</summary>
public sealed partial class SearchPageTests : IAsyncLifetime
{
    private readonly SearchedRegistry _registry = new();

    public async ValueTask InitializeAsync()
    {
        foreach (var (agency, at) in new[] { "กรมข้าว,กรมดิน", "กรมข้าว", "กรมดิน" }.Select((agency, at) => (agency, at)))
        {
            await _registry.SubmitAsync($"R-{at}", $"ข้าวฉบับที่ {at}", new JsonObject { ["agency"] = agency, ["targets"] = new JsonArray("110301"), ["year"] = 2023 });
        }

        await _registry.CarryAsync();
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Theory]
    [InlineData("/?q=110301 ข้าว", "วัยเรียน", "/?q=ข้าว")]
    [InlineData("/?q=kind:study ข้าว&target=110301", "วัยเรียน", "/?q=ข้าว&kind=study")]
    [InlineData("/?q=kind:study ข้าว&target=110301&sort=newest", "งานวิจัย", "/?sort=newest&q=ข้าว&target=110301")]
    [InlineData("/?q=ข้าว&target=110301", "วัยเรียน", "/?q=ข้าว")]
    [InlineData("/?q=\"ข้าว\" ฉบับ -น้ำ&kind=study", "งานวิจัย", "/?q=\"ข้าว\" ฉบับ -น้ำ")]
    [InlineData("/?q=ฉบับ kind:study -\"น้ำ ดิน\" \"ข้าว\"&target=110301", "งานวิจัย", "/?q=ฉบับ -\"น้ำ ดิน\" \"ข้าว\"&target=110301")]
    [InlineData("/?q=\"ข้าว\"&kind=study", "งานวิจัย", "/?q=\"ข้าว\"")]
    public async Task A_filter_is_taken_away_wherever_it_was_said(string address, string label, string expected)
    {
        var found = Assert.Single(Chips(await PageAsync(address)), chip => chip.Label.Contains(label, StringComparison.Ordinal));
        Assert.Equal(Query(expected), Query(found.Address));
    }

    [Theory]
    [InlineData("/?q=kind:dataset ข้าว", "/?q=ข้าว")]
    [InlineData("/?q=\"ข้าว\" kind:dataset -น้ำ", "/?q=\"ข้าว\" -น้ำ")]
    [InlineData("/?q=\"ข้าว\" -น้ำ&kind=dataset", "/?q=\"ข้าว\" -น้ำ")]
    public async Task Without_hits_the_way_on_leaves_typed_filters_too_and_the_rest_of_the_question_stands(string address, string expected)
    {
        var page = await PageAsync(address);
        Assert.Contains(Links(page), link => Query(link).SetEquals(Query(expected)));
    }

    [Fact]
    public async Task A_year_is_shown_as_its_reader_counts()
    {
        Assert.Contains("2566", Assert.Single(Chips(await PageAsync("/?q=ข้าว&year=2023"))).Label, StringComparison.Ordinal);
        Assert.Contains("2023", Assert.Single(Chips(await PageAsync("/?q=ข้าว&year=2023", language: "en"))).Label, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_with_a_comma_in_it_is_one_value_where_its_link_is_followed()
    {
        var link = Links(await PageAsync("/?q=ข้าว")).Single(l => l.Contains("agency=", StringComparison.Ordinal) && Query(l).Any(q => q.Contains("ข้าว", StringComparison.Ordinal) && q.Contains("ดิน", StringComparison.Ordinal)));
        var answer = await _registry.AskAsync("search?" + link[(link.IndexOf('?', StringComparison.Ordinal) + 1)..]);
        Assert.Equal(1, (int)answer["total"]!);
        Assert.Equal("กรมข้าว,กรมดิน", (string)answer["hits"]![0]!["agency"]!);
    }

    [Fact]
    public async Task Every_export_can_be_fetched_whatever_else_the_page_was_asked_for()
    {
        var exports = Links(await PageAsync("/?q=ข้าว&explain=true&size=2&passages=false")).Where(l => l.StartsWith("/api/v1/search/export", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, exports.Count);
        foreach (var export in exports)
        {
            using var answer = await _registry.App.Reader().GetAsync(export, SearchedRegistry.Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_page_of_hits_that_is_over_leads_back_to_its_question()
    {
        var page = await PageAsync("/?q=ข้าว&kind=study&cursor=gone", null);
        Assert.Contains(Links(page), link => Query(link).SetEquals(Query("/?q=ข้าว&kind=study")));
    }

    private async Task<string> PageAsync(string address, HttpStatusCode? expected = HttpStatusCode.OK, string language = "th")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.Add("Cookie", $"{EvidenceRegistry.Pages.PageGate.LanguageCookie}={language}");
        using var answer = await _registry.App.Reader().SendAsync(request, SearchedRegistry.Cancel);
        Assert.True(expected is null ? (int)answer.StatusCode is 400 or 410 : answer.StatusCode == expected, answer.StatusCode.ToString());
        return await answer.Content.ReadAsStringAsync(SearchedRegistry.Cancel);
    }

    private static List<string> Links(string page) => [.. Link().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))];

    private static IEnumerable<(string Address, string Label)> Chips(string page) =>
        Link().Matches(page[page.IndexOf("<ul class=\"chips\"", StringComparison.Ordinal)..page.IndexOf("role=\"status\"", StringComparison.Ordinal)])
            .Select(m => (WebUtility.HtmlDecode(m.Groups[1].Value), WebUtility.HtmlDecode(m.Groups[2].Value)));

    /// <summary>Parameters of an address, their order and their writing apart.</summary>
    private static HashSet<string> Query(string address) => [.. address[(address.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&').Select(Uri.UnescapeDataString)];

    [GeneratedRegex("<a[^>]*? ?href=\"([^\"]*)\"[^>]*>(.*?)</a>", RegexOptions.Singleline)]
    private static partial Regex Link();
}
