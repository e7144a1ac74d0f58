using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>What may come in by mistake or malice: each is answered with a problem document that names the place.</summary>
public sealed class BadInputTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    public static TheoryData<string, string, string> Bodies => new()
    {
        { "{\"source\": ", "1:12", "not-json" },
        { "", "1:1", "not-json" },
        { "null", "$", "missing" },
        { Study("\"titel\": {}"), "$.titel", "unknown-member" },
        { Study("\"budget\": \"much\""), "$.budget", "wrong-type" },
        { Study("\"agency\": \"x\""), "$.agency", "duplicate-member" },
        { Study("\"abstract\": {\"th\": \"\\ud800\"}"), "$.abstract.th", "lone-surrogate" },
        { Study("\"abstract\": {\"th\": \"\\u0000\"}"), "$.abstract.th", "nul" },
        { Study("\"completedOn\": \"2023-02-30\""), "$.completedOn", "not-a-date" },
        { Study("\"fiscalYear\": 2566"), "$.fiscalYear", "year-not-common-era" },
        { Study("\"targets\": [\"110301\", \"999999\"]"), "$.targets[1]", "unknown-target" },
        { Study("\"targets\": [\"110301V01\"]"), "$.targets[0]", "unknown-target" },
        { Study("\"factors\": [\"110301F9999\"]"), "$.factors[0]", "unknown-factor" },
        { Study("\"areas\": [\"TH-98\"]"), "$.areas[0]", "unknown-area" },
        { Study("\"oecdField\": \"O9.9\""), "$.oecdField", "unknown-field" },
        { Study("\"access\": \"embargoed\""), "$.embargoUntil", "missing" },
        { Study("\"files\": [{\"name\": \"../x.pdf\"}]"), "$.files[0].name", "bad-file-name" },
        { Study("\"files\": [{\"name\": \"x.pdf\", \"access\": \"restricted\"}]"), "$.files[0].name", "unknown-file" },
        { Study("\"sample\": true"), "$.sample", "sample-by-hand" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task What_is_wrong_with_a_body_is_named_by_place_and_code(string body, string place, string code)
    {
        using var answer = await desk.Submitter.PostAsync("/api/v1/studies", new StringContent(body, Encoding.UTF8, "application/json"));
        var problem = await ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest);
        Assert.Equal("invalid-draft", problem.Word);
        Assert.Contains((place, code), problem.Places);
    }

    [Fact]
    public async Task A_title_of_five_megabytes_is_too_long_and_one_of_twenty_is_too_much()
    {
        using var long_ = await desk.Submitter.PostAsync("/api/v1/studies", SubmissionDesk.Json(Titled(new string('a', 5_000_000))));
        Assert.Contains(("$.title.th", "too-long"), (await ProblemAnswer.ReadAsync(long_, HttpStatusCode.BadRequest)).Places);
        using var huge = await desk.Submitter.PostAsync("/api/v1/studies", SubmissionDesk.Json(Titled(new string('a', 20_000_000))));
        Assert.Equal("body-too-large", (await ProblemAnswer.ReadAsync(huge, HttpStatusCode.RequestEntityTooLarge)).Word);
    }

    [Fact]
    public async Task Messages_come_in_the_language_of_the_reader()
    {
        var study = desk.Study();
        study["year"] = 2566;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/studies") { Content = SubmissionDesk.Json(study) };
        request.Headers.AcceptLanguage.ParseAdd("th");
        desk.Submitter.DefaultRequestHeaders.AcceptLanguage.Clear();
        using var thai = await desk.Submitter.SendAsync(request);
        desk.Submitter.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        Assert.Contains("น่าจะหมายถึง 2023", await thai.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var english = await desk.Submitter.PostAsync("/api/v1/studies", SubmissionDesk.Json(study));
        Assert.Contains("2023 was probably meant", await english.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_content_type_a_cut_multipart_and_a_missing_part_are_named()
    {
        using var text = await desk.Submitter.PostAsync("/api/v1/studies", new StringContent("x"));
        Assert.Equal("wrong-content-type", (await ProblemAnswer.ReadAsync(text, HttpStatusCode.UnsupportedMediaType)).Word);

        var cut = new StringContent("--b\r\nContent-Disposition: form-data; name=\"study\"\r\n\r\n{", Encoding.UTF8);
        cut.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "b") } };
        using var broken = await desk.Submitter.PostAsync("/api/v1/studies", cut);
        Assert.Equal("bad-multipart", (await ProblemAnswer.ReadAsync(broken, HttpStatusCode.BadRequest)).Word);

        using var alone = await desk.Submitter.PostAsync("/api/v1/studies", new MultipartFormDataContent { SubmissionDesk.Part("x.pdf", [1]), { new StringContent("{}"), "survey" } });
        Assert.Equal([("survey", "unknown-part"), ("study", "missing")], (await ProblemAnswer.ReadAsync(alone, HttpStatusCode.BadRequest)).Places);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(5_000)]
    public async Task A_body_of_many_parts_without_a_meaning_is_refused_in_few_words(int parts)
    {
        using var body = new MultipartFormDataContent();
        for (var i = 0; i < parts; i++)
        {
            body.Add(new StringContent(""), $"p{i}");
        }

        using var answer = await desk.Submitter.PostAsync("/api/v1/studies", body);
        var problem = await ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest);
        Assert.InRange(problem.Places.Count, 1, 203);
        Assert.Contains(problem.Places, p => p.Code == (parts > 1_000 ? "too-many-parts" : "more-problems"));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("รายงาน\u202efdp.exe")]
    [InlineData("NUL.pdf")]
    public async Task A_file_name_that_means_a_place_or_deceives_is_refused_and_leaves_nothing(string name)
    {
        var study = desk.Study();
        using var answer = await desk.Submitter.PostAsync("/api/v1/studies", SubmissionDesk.Multipart(study, (name, [1, 2, 3])));
        Assert.Equal([("file[0]", "bad-file-name")], (await ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest)).Places);
        await using var db = desk.App.Databases.Open();
        Assert.False(await db.Origins.AnyAsync(o => o.SourceId == (string)study["sourceId"]!));
    }

    [Fact]
    public async Task Two_files_of_one_name_are_refused()
    {
        using var answer = await desk.Submitter.PostAsync("/api/v1/studies", SubmissionDesk.Multipart(desk.Study(), ("a.pdf", [1]), ("A.PDF", [2])));
        Assert.Equal([("file[1]", "duplicate-file")], (await ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest)).Places);
    }

    [Fact]
    public async Task Readers_curators_and_keys_of_other_sources_hand_in_nothing()
    {
        using var nobody = await desk.Reader.PostAsync("/api/v1/studies", SubmissionDesk.Json(desk.Study()));
        Assert.Equal("no-key", (await ProblemAnswer.ReadAsync(nobody, HttpStatusCode.Unauthorized)).Word);
        using var curator = await desk.Curator.PostAsync("/api/v1/studies", SubmissionDesk.Json(desk.Study()));
        Assert.Equal("not-allowed", (await ProblemAnswer.ReadAsync(curator, HttpStatusCode.Forbidden)).Word);
        var narrow = await desk.App.AsAsync(Role.Submitter, "สวรส.", ["hsri"]);
        using var posted = await narrow.PostAsync("/api/v1/studies", SubmissionDesk.Json(desk.Study()));
        Assert.Equal("source-not-allowed", (await ProblemAnswer.ReadAsync(posted, HttpStatusCode.Forbidden)).Word);
        using var put = await desk.PutAsync(desk.Study(), narrow);
        Assert.Equal("source-not-allowed", (await ProblemAnswer.ReadAsync(put, HttpStatusCode.Forbidden)).Word);
    }

    [Fact]
    public async Task An_address_that_says_another_source_id_than_the_body_is_refused()
    {
        using var answer = await desk.Submitter.PutAsync("/api/v1/studies?source=tsri&sourceId=other", SubmissionDesk.Json(desk.Study()));
        Assert.Equal([("$.sourceId", "other-source-id")], (await ProblemAnswer.ReadAsync(answer, HttpStatusCode.BadRequest)).Places);
    }

    private JsonObject Titled(string title)
    {
        var study = desk.Study();
        study["title"] = new JsonObject { ["th"] = title };
        return study;
    }

    private static string Study(string more) =>
        """{"source": "tsri", "sourceId": "bad", "title": {"th": "น้ำ"}, "year": 2023, "agency": "ก", """ + more + "}";
}
