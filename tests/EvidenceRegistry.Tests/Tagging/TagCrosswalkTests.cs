using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>What another edition of the plan means for the tags that stand.</summary>
public sealed class TagCrosswalkTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tag_of_an_older_edition_has_its_successor_or_waits_for_a_person_with_the_reason()
    {
        var id = (string)(await desk.TakenAsync(desk.Study("crosswalk/1")))["id"]!;
        using var said = await desk.Curator.PostAsync($"/api/v1/records/{id}/tags/110301@2561", SubmissionDesk.Json(new JsonObject { ["decision"] = "confirm" }));
        await SubmissionDesk.ReadAsync(said, HttpStatusCode.OK);
        await using (var db = desk.App.Services.GetRequiredService<RegistryDbs>().Open())
        {
            var record = await db.Records.Include(r => r.Tags).SingleAsync(r => r.Id == id, Cancel);
            record.Tags.Add(new Tag { RecordId = id, Scheme = "subTarget", Code = "990101", Edition = "2561", Status = TagStatus.Claimed });
            await db.SaveChangesAsync(Cancel);
        }

        var report = await SubmissionDesk.ReadAsync(await desk.Curator.GetAsync("/api/v1/tags/crosswalk?edition=2561"), HttpStatusCode.OK);
        Assert.Equal(("2561", "2566", 1, 1), ((string)report["from"]!, (string)report["to"]!, (int)report["clear"]!, (int)report["person"]!));
        var lines = report["lines"]!.AsArray();
        Assert.Equal(("990101", "unjoined", 1), ((string)lines[0]!["code"]!, (string)lines[0]!["why"]!, (int)lines[0]!["claimed"]!));
        Assert.Equal(("110301", "110301", "same", 1), ((string)lines[1]!["code"]!, (string)lines[1]!["to"]![0]!, (string)lines[1]!["relations"]![0]!, (int)lines[1]!["confirmed"]!));

        using var unknown = await desk.Curator.GetAsync("/api/v1/tags/crosswalk?edition=2500");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }
}
