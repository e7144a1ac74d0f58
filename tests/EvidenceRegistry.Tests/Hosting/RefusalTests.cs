using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>Whatever is wrong with a request, the answer is a problem document that says what and where.</summary>
public sealed class RefusalTests(RegistryApp app) : IClassFixture<RegistryApp>
{
    private const string Keys = "/api/v1/keys";

    [Fact]
    public async Task Promise_8_an_address_that_does_not_exist_is_a_problem_in_the_readers_language()
    {
        using var client = app.Reader();
        var problem = await ProblemAnswer.ReadAsync(await client.GetAsync("/api/v1/nowhere"), HttpStatusCode.NotFound);
        Assert.Equal("not-found", problem.Word);
        Assert.Equal("Not found", problem.Title);
        Assert.Contains("/api/v1/nowhere", problem.Detail, StringComparison.Ordinal);

        client.DefaultRequestHeaders.AcceptLanguage.Clear();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("th-TH, en;q=0.5");
        var thai = await client.GetAsync("/api/v1/nowhere");
        Assert.Equal("ไม่พบสิ่งที่ขอ", (await ProblemAnswer.ReadAsync(thai, HttpStatusCode.NotFound)).Title);
        Assert.Equal(["th"], thai.Content.Headers.ContentLanguage);
    }

    [Fact]
    public async Task A_method_that_an_address_does_not_take_is_refused_with_those_it_takes()
    {
        using var client = app.Reader();
        using var answer = await client.PutAsync("/api/v1/status", Json("{}"));
        var problem = await ProblemAnswer.ReadAsync(answer, HttpStatusCode.MethodNotAllowed);
        Assert.Equal("method-not-allowed", problem.Word);
        Assert.Equal(["GET"], answer.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("{\"role\": \"submitter\", \"actr\": \"x\", \"actor\": \"x\"}", "$.actr", "unknown-member")]
    [InlineData("{\"role\": \"submitter\", \"actor\": 7}", "$.actor", "wrong-type")]
    [InlineData("{\"role\": \"submitter\", \"actor\": \"x\", \"restricted\": \"yes\"}", "$.restricted", "wrong-type")]
    [InlineData("{\"role\": \"emperor\", \"actor\": \"x\"}", "$.role", "wrong-type")]
    [InlineData("{\"role\": 4, \"actor\": \"x\"}", "$.role", "wrong-type")]
    [InlineData("{\"role\": \"submitter\"}", "$", "missing-member")]
    [InlineData("{\"role\": \"submitter\", \"actor\": \"x\", \"actor\": \"y\"}", "$.actor", "duplicate-member")]
    [InlineData("{\"role\": \"submitter\", \"expiresAt\": \"2569-13-45\", \"actor\": \"x\"}", "$.expiresAt", "wrong-type")]
    [InlineData("{\"role\": \"submitter\",\n \"actor\": ", "$.actor", "not-json")]
    [InlineData("not json", "$", "not-json")]
    [InlineData("", "$", "no-body")]
    [InlineData("null", "$", "no-body")]
    [InlineData("{\"role\": \"submitter\", \"actor\": \"half \\ud800 of a pair\"}", "$.actor", "wrong-type")]
    public async Task A_body_that_cannot_be_read_is_refused_with_its_place(string body, string place, string code)
    {
        using var client = app.Admin();
        var problem = await ProblemAnswer.ReadAsync(await client.PostAsync(Keys, Json(body)), HttpStatusCode.BadRequest);
        Assert.Equal("invalid-request", problem.Word);
        Assert.Equal([(place, code)], problem.Places);
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        using var client = app.Admin();
        using var body = new StringContent("role=admin", Encoding.UTF8, "application/x-www-form-urlencoded");
        var problem = await ProblemAnswer.ReadAsync(await client.PostAsync(Keys, body), HttpStatusCode.UnsupportedMediaType);
        Assert.Equal("wrong-content-type", problem.Word);
    }

    [Fact]
    public async Task A_body_announced_as_too_large_is_refused_before_it_is_sent()
    {
        using var client = app.Admin();
        using var json = new ByteArrayContent([]) { Headers = { ContentLength = 11L * 1024 * 1024, ContentType = new("application/json") } };
        Assert.Equal("body-too-large", (await ProblemAnswer.ReadAsync(await client.PostAsync(Keys, json), HttpStatusCode.RequestEntityTooLarge)).Word);

        using var file = new ByteArrayContent([]) { Headers = { ContentLength = 201L * 1024 * 1024, ContentType = new("application/pdf") } };
        Assert.Equal("body-too-large", (await ProblemAnswer.ReadAsync(await client.PutAsync("/api/v1/records/x/files/y", file), HttpStatusCode.RequestEntityTooLarge)).Word);
    }

    [Fact]
    public async Task A_question_of_a_hundred_thousand_letters_is_refused_with_the_limit()
    {
        using var client = app.Reader();
        using var answer = await client.GetAsync("/api/v1/status?q=" + new string('a', 100_000));
        var problem = await ProblemAnswer.ReadAsync(answer, HttpStatusCode.RequestUriTooLong);
        Assert.Equal("address-too-long", problem.Word);
        Assert.Contains("65536", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_NUL_in_a_question_or_a_name_is_refused()
    {
        using var client = app.Admin();
        var asked = await ProblemAnswer.ReadAsync(await client.GetAsync(Keys + "?cursor=a%00b"), HttpStatusCode.BadRequest);
        Assert.Equal([("query", "nul")], asked.Places);
        var named = await ProblemAnswer.ReadAsync(await client.PostAsync(Keys, Json("{\"role\": \"submitter\", \"actor\": \"a\\u0000b\"}")), HttpStatusCode.BadRequest);
        Assert.Equal([("$.actor", "not-a-name")], named.Places);
    }

    [Fact]
    public async Task No_key_a_wrong_one_an_expired_one_and_a_revoked_one_are_told_apart()
    {
        Assert.Equal("no-key", await WordAsync(null));
        Assert.Equal("key-unknown", await WordAsync("erk_0000000000000000000000000000000000000000000"));
        Assert.Equal("key-unknown", await WordAsync("not a key at all"));

        var short_lived = await app.KeyAsync(Role.Admin, expiresAt: app.Time.GetUtcNow().UtcDateTime.AddHours(1));
        using (var client = app.With(short_lived.Secret))
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Keys)).StatusCode);
        }

        app.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("key-expired", await WordAsync(short_lived.Secret));

        var revoked = await app.KeyAsync(Role.Admin);
        using var admin = app.Admin();
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"{Keys}/{revoked.Key!.Id}")).StatusCode);
        Assert.Equal("key-revoked", await WordAsync(revoked.Secret));
    }

    [Fact]
    public async Task A_key_that_is_not_good_is_refused_even_where_none_is_needed()
    {
        using var client = app.With("erk_0000000000000000000000000000000000000000000");
        using var answer = await client.GetAsync("/api/v1/status");
        Assert.Equal("key-unknown", (await ProblemAnswer.ReadAsync(answer, HttpStatusCode.Unauthorized)).Word);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", "YTpi");
        Assert.Equal("key-unknown", (await ProblemAnswer.ReadAsync(await client.GetAsync("/api/v1/status"), HttpStatusCode.Unauthorized)).Word);
    }

    [Theory]
    [InlineData(Role.Submitter)]
    [InlineData(Role.Curator)]
    [InlineData(Role.Harvester)]
    public async Task A_key_of_another_role_is_refused_before_its_body_is_looked_at(Role role)
    {
        using var client = await app.AsAsync(role);
        var problem = await ProblemAnswer.ReadAsync(await client.PostAsync(Keys, Json("not json")), HttpStatusCode.Forbidden);
        Assert.Equal("not-allowed", problem.Word);
        Assert.Contains("admin", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_forbids_sniffing_framing_and_running()
    {
        using var client = app.Reader();
        foreach (var address in new[] { "/api/v1/status", "/nowhere" })
        {
            using var answer = await client.GetAsync(address);
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
            Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
            Assert.Equal(["same-origin"], answer.Headers.GetValues("Cross-Origin-Opener-Policy"));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    private async Task<string> WordAsync(string? key)
    {
        using var client = app.Reader();
        if (key is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + key);
        }

        return (await ProblemAnswer.ReadAsync(await client.GetAsync(Keys), HttpStatusCode.Unauthorized)).Word;
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
