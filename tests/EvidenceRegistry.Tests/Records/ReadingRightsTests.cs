using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Records;

/// <summary>The table of who may read what, cell by cell, over HTTP: metadata, bytes and pages.</summary>
public sealed class ReadingRightsTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    public static TheoryData<string, string, bool> Cells => new()
    {
        { "open", "reader", true }, { "open", "theirs", true }, { "open", "other", true }, { "open", "curator", true }, { "open", "admin", true }, { "open", "restrictedKey", true },
        { "embargoed", "reader", false }, { "embargoed", "theirs", true }, { "embargoed", "other", false }, { "embargoed", "curator", true }, { "embargoed", "admin", true }, { "embargoed", "restrictedKey", false },
        { "embargoOver", "reader", true }, { "embargoOver", "theirs", true }, { "embargoOver", "other", true }, { "embargoOver", "curator", true }, { "embargoOver", "admin", true }, { "embargoOver", "restrictedKey", true },
        { "restricted", "reader", false }, { "restricted", "theirs", true }, { "restricted", "other", false }, { "restricted", "curator", true }, { "restricted", "admin", true }, { "restricted", "restrictedKey", true },
        { "metadataOnly", "reader", false }, { "metadataOnly", "theirs", true }, { "metadataOnly", "other", false }, { "metadataOnly", "curator", true }, { "metadataOnly", "admin", true }, { "metadataOnly", "restrictedKey", false },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Who_may_read_a_text_is_as_the_table_says_and_metadata_is_open(string access, string reader, bool mayRead)
    {
        var id = await StudyAsync(access, ofTheFile: false);
        await LookAsync(id, reader, mayRead);
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task What_is_said_of_a_file_counts_before_what_is_said_of_its_record(string access, string reader, bool mayRead)
    {
        var id = await StudyAsync(access, ofTheFile: true);
        await LookAsync(id, reader, mayRead);
    }

    private async Task LookAsync(string id, string reader, bool mayRead)
    {
        var client = await ClientAsync(reader);
        var expected = mayRead ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/api/v1/records/{id}")).StatusCode);
        using var bytes = await client.GetAsync($"/api/v1/records/{id}/files/a.pdf");
        Assert.Equal(expected, bytes.StatusCode);
        using var page = await client.GetAsync($"/api/v1/records/{id}/files/a.pdf/pages/1");
        Assert.Equal(expected, page.StatusCode);
        Assert.Equal(mayRead, (await page.Content.ReadAsStringAsync()).Contains("ความลับ", StringComparison.Ordinal));
        var list = await SubmissionDesk.ReadAsync(await client.GetAsync($"/api/v1/records/{id}/files"), HttpStatusCode.OK);
        Assert.Equal(mayRead, (bool)list["files"]![0]!["readable"]!);
    }

    private async Task<HttpClient> ClientAsync(string reader) => reader switch
    {
        "reader" => desk.Reader,
        "theirs" => await desk.App.AsAsync(Role.Submitter, "สกสว."),
        "other" => desk.Other,
        "curator" => desk.Curator,
        "admin" => desk.App.Admin(),
        _ => await desk.App.AsAsync(Role.Reader, restricted: true),
    };

    private async Task<string> StudyAsync(string access, bool ofTheFile)
    {
        var study = desk.Study();
        var (word, until) = access switch
        {
            "embargoed" => ("embargoed", "2026-11-03"),
            "embargoOver" => ("embargoed", "2026-11-02"),
            _ => (access, null),
        };
        var said = ofTheFile ? new JsonObject { ["name"] = "a.pdf" } : study;
        (said["access"], said["embargoUntil"]) = (word, until);
        if (ofTheFile)
        {
            study["access"] = word == "open" ? "metadataOnly" : "open";
            study["files"] = new JsonArray(said);
        }

        // The study names another agency than the one that hands it in: that gives no right.
        study["agency"] = "สวก.";
        var id = (string)(await desk.TakenAsync(study, files: [("a.pdf", [1])]))["id"]!;
        await using var db = desk.App.Databases.Open();
        var file = await db.Files.SingleAsync(f => f.RecordId == id);
        db.Pages.Add(new Page { FileId = file.Id, TextRevision = 1, Number = 1, Raw = "ความลับ", Text = "ความลับ", Sha256 = "", TextSource = "pdf" });
        await db.SaveChangesAsync();
        return id;
    }
}
