using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Records;

public sealed class RecordReadingTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public async Task What_a_reader_knows_already_is_not_sent_again()
    {
        var study = desk.Study();
        var id = (string)(await desk.TakenAsync(study))["id"]!;
        Assert.Equal(HttpStatusCode.NotModified, await IfNoneMatchAsync(id, "\"1\""));
        study["year"] = 2020;
        await desk.PutAsync(study);
        Assert.Equal(HttpStatusCode.OK, await IfNoneMatchAsync(id, "\"1\""));
        Assert.Equal(HttpStatusCode.NotModified, await IfNoneMatchAsync(id, "\"1\", \"2\""));
    }

    [Fact]
    public async Task An_unknown_record_file_or_page_is_a_404_that_names_it()
    {
        var id = (string)(await desk.TakenAsync(desk.Study(), files: [("a.pdf", [1])]))["id"]!;
        foreach (var (address, named) in new[] { ("nope", "record nope"), ($"{id}/files/b.pdf", "file b.pdf"), ($"{id}/files/a.pdf/pages/1", "page 1"), ("nope/history", "record nope"), ("nope/related", "record nope") })
        {
            var problem = await ProblemAnswer.ReadAsync(await desk.Reader.GetAsync($"/api/v1/records/{address}"), HttpStatusCode.NotFound);
            Assert.Equal("not-found", problem.Word);
            Assert.Contains(named, problem.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task History_tells_each_version_with_its_differences_and_who_made_it()
    {
        var study = desk.Study();
        var id = (string)(await desk.TakenAsync(study))["id"]!;
        study["year"] = 2020;
        await desk.PutAsync(study);
        await desk.Submitter.PutAsync($"/api/v1/records/{id}/files/a.pdf", new ByteArrayContent([1]));
        await desk.Curator.DeleteAsync($"/api/v1/records/{id}?reason=ซ้ำ");

        Assert.Equal(HttpStatusCode.Gone, (await desk.Reader.GetAsync($"/api/v1/records/{id}/history")).StatusCode);
        var versions = (await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync($"/api/v1/records/{id}/history"), HttpStatusCode.OK))["versions"]!.AsArray();
        Assert.Equal([4, 3, 2, 1], versions.Select(v => (int)v!["version"]!));
        Assert.Equal(("removed", "Curator of no agency"), ((string)versions[0]!["state"]!, (string)versions[0]!["by"]!["name"]!));
        Assert.Equal("files.a.pdf", (string)Assert.Single(versions[1]!["changes"]!.AsArray())!["member"]!);
        var year = Assert.Single(versions[2]!["changes"]!.AsArray())!;
        Assert.Equal(("year", 2023, 2020, "Submitter of สกสว."), ((string)year["member"]!, (int)year["from"]!, (int)year["to"]!, (string)versions[2]!["by"]!["name"]!));
    }

    [Fact]
    public async Task Typed_links_are_resolved_by_source_id_or_id_and_say_when_nothing_is_there()
    {
        var old = desk.Study("OLD/1");
        var oldId = (string)(await desk.TakenAsync(old))["id"]!;
        var study = desk.Study();
        study["relations"] = new JsonArray(
            new JsonObject { ["type"] = "supersedes", ["source"] = "tsri", ["sourceId"] = "OLD/1" },
            new JsonObject { ["type"] = "partOf", ["id"] = oldId },
            new JsonObject { ["type"] = "usesDataset", ["source"] = "opend", ["sourceId"] = "none" });
        var id = (string)(await desk.TakenAsync(study))["id"]!;
        var relations = (await SubmissionDesk.ReadAsync(await desk.Reader.GetAsync($"/api/v1/records/{id}/related"), HttpStatusCode.OK))["relations"]!.AsArray();
        Assert.Equal([("supersedes", oldId), ("partOf", oldId), ("usesDataset", null)], relations.Select(r => ((string)r!["type"]!, (string?)r["id"])));
        Assert.Equal("none", (string)relations[2]!["sourceId"]!);
    }

    [Fact]
    public async Task A_record_merged_away_keeps_answering_with_the_one_it_went_into()
    {
        var gone = (string)(await desk.TakenAsync(desk.Study()))["id"]!;
        var into = (string)(await desk.TakenAsync(desk.Study()))["id"]!;
        await using (var db = desk.App.Databases.Open())
        {
            var record = await db.Records.SingleAsync(r => r.Id == gone);
            (record.State, record.MergedInto) = (RecordState.Merged, into);
            await db.SaveChangesAsync();
        }

        using var answer = await desk.Reader.GetAsync($"/api/v1/records/{gone}/files?x=1");
        Assert.Equal((HttpStatusCode.PermanentRedirect, $"/api/v1/records/{into}/files?x=1"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task A_dataset_is_answered_with_the_fields_of_the_catalogue_and_a_sample_says_that_it_is_one()
    {
        var dataset = new JsonObject
        {
            ["source"] = "opend",
            ["sourceId"] = "water-use",
            ["title"] = new JsonObject { ["th"] = "ปริมาณการใช้น้ำ" },
            ["agency"] = "กรมตัวอย่าง",
            ["dataType"] = "statistic",
            ["unitOfMeasure"] = "ลูกบาศก์เมตร",
            ["lastYear"] = 2022,
            ["sample"] = true,
            ["resources"] = new JsonArray(new JsonObject { ["name"] = "ราย ปี", ["url"] = "https://example.org/a.csv", ["format"] = "CSV" }),
        };
        using var posted = await desk.App.Admin().PostAsync("/api/v1/datasets", SubmissionDesk.Json(dataset));
        var taken = await SubmissionDesk.ReadAsync(posted, HttpStatusCode.Created);
        Assert.True((bool)taken["sample"]!);
        var id = (string)taken["id"]!;
        var record = await desk.RecordAsync(id);
        Assert.Equal(("dataset", "statistic", "ลูกบาศก์เมตร", 2022, true), ((string)record["kind"]!, (string)record["dataType"]!, (string)record["unitOfMeasure"]!, (int)record["lastYear"]!, (bool)record["sample"]!));
        foreach (var below in new[] { "files", "history", "related", "receipt" })
        {
            var view = await SubmissionDesk.ReadAsync(await desk.App.Admin().GetAsync($"/api/v1/records/{id}/{below}"), HttpStatusCode.OK);
            Assert.True((bool)view["sample"]!, below);
        }

        using var asStudy = await desk.App.Admin().PutAsync("/api/v1/studies?source=opend&sourceId=water-use", SubmissionDesk.Json(desk.Study("water-use")));
        Assert.Equal(HttpStatusCode.BadRequest, asStudy.StatusCode);
    }

    [Fact]
    public async Task A_receipt_names_suspected_duplicates_and_what_waits_for_the_index()
    {
        var one = desk.Study();
        one["doi"] = "10.14456/dup.1";
        one["title"] = new JsonObject { ["th"] = "ชื่อซ้ำกันทุกตัวอักษร" };
        var first = (string)(await desk.TakenAsync(one))["id"]!;
        var two = desk.Study();
        two["title"] = one["title"]!.DeepClone();
        var second = (string)(await desk.TakenAsync(two))["id"]!;
        await desk.App.CompareAsync(TestContext.Current.CancellationToken);
        var receipt = await SubmissionDesk.ReadAsync(await desk.Submitter.GetAsync($"/api/v1/records/{second}/receipt"), HttpStatusCode.OK);
        Assert.Equal((first, "title"), ((string)receipt["duplicates"]![0]!["id"]!, (string)receipt["duplicates"]![0]!["why"]!));
        Assert.Equal(("waiting", 1, null), ((string)receipt["indexing"]!["state"]!, (int)receipt["storedRevision"]!, receipt["searchableRevision"]));
    }

    [Fact]
    public async Task What_a_source_has_met_or_missed_since_is_read_anew_and_hinders_no_write_to_the_version()
    {
        var study = desk.Study();
        var id = (string)(await desk.TakenAsync(study))["id"]!;
        desk.App.Time.Advance(TimeSpan.FromDays(1));
        await using (var db = desk.App.Databases.Open())
        {
            (await db.Origins.SingleAsync(o => o.RecordId == id)).QuarantinedAt = db.Now;
            await db.SaveChangesAsync();
        }

        Assert.Equal(HttpStatusCode.OK, await IfNoneMatchAsync(id, "\"1\""));
        using var read = await desk.Reader.GetAsync($"/api/v1/records/{id}");
        Assert.NotNull((await SubmissionDesk.ReadAsync(read, HttpStatusCode.OK))["origins"]![0]!["quarantinedAt"]);
        Assert.Equal(HttpStatusCode.NotModified, await IfNoneMatchAsync(id, read.Headers.ETag!.Tag));

        using var write = new HttpRequestMessage(HttpMethod.Put, SubmissionDesk.Address(study)) { Content = SubmissionDesk.Json(study.With("year", 2022)) };
        write.Headers.IfMatch.Add(read.Headers.ETag);
        using var written = await desk.Submitter.SendAsync(write);
        Assert.Equal("\"2\"", written.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.NotModified, await IfNoneMatchAsync(id, "\"2\""));
    }

    private async Task<HttpStatusCode> IfNoneMatchAsync(string id, string tags)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/records/{id}");
        request.Headers.TryAddWithoutValidation("If-None-Match", tags);
        return (await desk.Reader.SendAsync(request)).StatusCode;
    }
}
