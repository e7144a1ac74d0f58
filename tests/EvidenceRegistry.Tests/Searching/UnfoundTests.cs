using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Searching;
using EvidenceRegistry.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Searching;

public sealed class UnfoundTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public async Task What_was_looked_for_on_five_days_is_shown_to_curators_and_nothing_below_that()
    {
        await using var registry = new SearchedRegistry();
        await registry.SubmitAsync("1", "ข้าวหอมมะลิ");
        await registry.CarryAsync();
        for (var day = 1; day <= 5; day++)
        {
            Assert.Empty(await QuestionsAsync(registry));
            await registry.SearchAsync("  แมงกะพรุน  ไฟ", "&kind=study");
            await registry.SearchAsync("แมงกะพรุน ไฟ", "&kind=study");
            await registry.SearchAsync($"ครั้งเดียว{day}");
            await WriteAsync(registry);
            registry.App.Time.Advance(Day);
        }

        var shown = Assert.Single(await QuestionsAsync(registry))!;
        Assert.Equal(("แมงกะพรุน ไฟ", "kind:study", 0, 10, 5), ((string)shown["question"]!, (string)shown["filters"]!, (int)shown["hits"]!, (int)shown["times"]!, (int)shown["days"]!));
    }

    [Fact]
    public async Task Five_keys_on_one_day_are_enough_and_four_on_two_days_are_not()
    {
        await using var registry = new SearchedRegistry();
        var keys = new List<HttpClient>();
        for (var i = 0; i < 5; i++)
        {
            keys.Add(await registry.App.AsAsync(Role.Submitter, $"หน่วยงาน {i}"));
        }

        foreach (var reader in keys)
        {
            await registry.SearchAsync("พะยูน", by: reader);
            await registry.SearchAsync("พะยูน", by: reader);
        }

        for (var day = 0; day < 2; day++)
        {
            foreach (var reader in keys.Skip(day).Take(4 - day))
            {
                await registry.SearchAsync("ม้าน้ำ", by: reader);
            }

            await WriteAsync(registry);
            registry.App.Time.Advance(Day);
        }

        Assert.Equal(["พะยูน"], (await QuestionsAsync(registry)).Select(q => (string)q!["question"]!));
    }

    [Fact]
    public async Task Nothing_that_tells_who_asked_or_may_name_a_person_is_kept()
    {
        await using var registry = new SearchedRegistry();
        await registry.SearchAsync("somebody@example.org แมงกะพรุน", by: registry.App.Admin());
        await registry.SearchAsync("1-2345-67890-12-3");
        await registry.SearchAsync(new string('ก', 300));
        await registry.SearchAsync("พะยูน", by: registry.App.Admin());
        await WriteAsync(registry);

        await using var db = registry.App.Databases.Open();
        var row = Assert.Single(await db.UnfoundQuestions.ToListAsync(SearchedRegistry.Cancel));
        Assert.Equal("พะยูน", row.Question);
        var kept = typeof(UnfoundQuestion).GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["Days", "Filters", "FirstDay", "Hash", "Hits", "Id", "Keys", "LastDay", "Question", "Times"], kept);
    }

    [Fact]
    public async Task What_was_found_is_not_counted_and_what_let_words_go_is_with_its_hits()
    {
        await using var registry = new SearchedRegistry();
        await registry.SubmitAsync("1", "ข้าวหอมมะลิ");
        await registry.CarryAsync();
        await registry.SearchAsync("ข้าวหอมมะลิ");
        await registry.SearchAsync("");
        await registry.SearchAsync("ข้าวหอมมะลิ แมงกะพรุน");
        await WriteAsync(registry);

        await using var db = registry.App.Databases.Open();
        var row = Assert.Single(await db.UnfoundQuestions.ToListAsync(SearchedRegistry.Cancel));
        Assert.Equal(("ข้าวหอมมะลิ แมงกะพรุน", 1L), (row.Question, row.Hits));
    }

    [Fact]
    public async Task Only_curators_and_admins_read_the_list()
    {
        await using var registry = new SearchedRegistry();
        Assert.Equal(HttpStatusCode.Unauthorized, (await registry.App.Reader().GetAsync("/api/v1/search/unfound", SearchedRegistry.Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await registry.App.AsAsync(Role.Submitter, "ก")).GetAsync("/api/v1/search/unfound", SearchedRegistry.Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await (await registry.App.AsAsync(Role.Curator)).GetAsync("/api/v1/search/unfound?size=1", SearchedRegistry.Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await registry.App.Admin().GetAsync("/api/v1/search/unfound?size=0", SearchedRegistry.Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await registry.App.Admin().GetAsync("/api/v1/search/unfound?cursor=x", SearchedRegistry.Cancel)).StatusCode);
    }

    private static Task WriteAsync(SearchedRegistry registry) => registry.App.Services.GetRequiredService<UnfoundQuestions>().WriteAsync(SearchedRegistry.Cancel);

    private static async Task<JsonArray> QuestionsAsync(SearchedRegistry registry) =>
        (await registry.AskAsync("search/unfound", registry.App.Admin()))["questions"]!.AsArray();
}
