using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using EvidenceRegistry.Tests.Pages;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>What a decision is must be said: left out, it is never taken for the first of the words that could stand there.</summary>
public sealed class UnsaidDecisionTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/records/{id}/tags/180403", """{"note": "ไม่เกี่ยวกับเรื่องนี้"}""")]
    [InlineData("/api/v1/tags/bulk", """{"scheme": "subTarget", "expected": 0}""")]
    [InlineData("/api/v1/duplicates/1", """{"into": "x"}""")]
    public async Task A_request_without_its_decision_is_refused_by_name_and_nothing_is_decided(string address, string body)
    {
        var id = (string)(await desk.TakenAsync(desk.Study()))["id"]!;
        foreach (var (language, words) in new[] { ("th", "ขาดสมาชิกที่จำเป็น: 'decision'"), ("en", "A needed member is missing: 'decision'.") })
        {
            using var client = await desk.App.AsAsync(Role.Curator);
            client.DefaultRequestHeaders.AcceptLanguage.Clear();
            client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
            using var sent = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            var answer = await client.PostAsync(address.Replace("{id}", id, StringComparison.Ordinal), sent, Cancel);
            var problem = await ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest);
            Assert.Equal([("$", "missing-member")], problem.Places);
            Assert.Contains(words, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        await using var db = desk.App.Databases.Open();
        Assert.False(await db.TagDecisions.AnyAsync(d => d.RecordId == id, Cancel));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("perhaps"), InlineData("7")]
    public async Task A_form_without_its_decision_is_refused_and_nothing_is_decided(string? decision)
    {
        var id = (string)(await desk.TakenAsync(desk.Study()))["id"]!;
        using var browser = await desk.App.SignedInAsync((await desk.App.KeyAsync(Role.Curator)).Secret);
        (string, string)[] said = decision is null ? [] : [("decision", decision)];
        using var answer = await browser.SendFormAsync("/curate", "/curate", [("record", id), ("concept", "180403"), ("note", "ไม่เกี่ยวกับเรื่องนี้"), .. said]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("decision", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)), StringComparison.Ordinal);
        using var twins = await browser.SendFormAsync("/duplicates", "/duplicates", [("pair", "1"), .. said]);
        Assert.Equal(HttpStatusCode.BadRequest, twins.StatusCode);
        await using var db = desk.App.Databases.Open();
        Assert.False(await db.TagDecisions.AnyAsync(d => d.RecordId == id, Cancel));
    }

    [Fact]
    public async Task A_form_without_its_record_or_concept_is_refused()
    {
        using var browser = await desk.App.SignedInAsync((await desk.App.KeyAsync(Role.Curator)).Secret);
        foreach (var fields in new (string, string)[][] { [("concept", "180403"), ("decision", "Confirm")], [("record", "x"), ("decision", "Confirm")] })
        {
            using var answer = await browser.SendFormAsync("/curate", "/curate", fields);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }
}
