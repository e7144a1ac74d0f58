using System.Net;
using System.Text.Json.Nodes;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Readings;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>Whatever changes of a record, and whenever, its tags are looked at anew.</summary>
public sealed class TagDueTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    private const string Waste = "180403", Sentence = "ศึกษาการคัดแยกขยะมูลฝอยชุมชน การกำจัดขยะมูลฝอย และบ่อขยะของเทศบาล";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_that_comes_while_a_batch_thinks_is_thought_about_also_where_the_record_was_found_unchanged()
    {
        var study = desk.Study("due/1");
        var rested = (string)(await desk.TakenAsync(study))["id"]!;
        await DrainAsync();
        var fresh = (string)(await desk.TakenAsync(desk.Study("due/2")))["id"]!;
        study["title"] = new JsonObject { ["th"] = "การจัดการขยะมูลฝอยชุมชน" };
        study["abstract"] = new JsonObject { ["th"] = Sentence };

        // The clock is asked after each record that was thought about.
        var moment = new Moment(() => SubmissionDesk.ReadAsync(desk.PutAsync(study).GetAwaiter().GetResult(), HttpStatusCode.OK).GetAwaiter().GetResult());
        var pace = new Courtesy(moment).Begin();
        moment.Comes();
        var done = await desk.App.Services.GetRequiredService<TagBatch>().RunAsync([rested, fresh], again: false, null, pace, Cancel);
        Assert.Equal(1, done?.Read);
        Assert.True(moment.Past);
        await DrainAsync();
        Assert.Contains(Waste, await CodesAsync(rested));
    }

    [Fact]
    public async Task A_file_that_is_read_again_is_tagged_by_what_was_read_then()
    {
        using var pictures = new PictureDesk(desk);
        var (id, _) = await pictures.TakenAsync("รายงาน");
        await DrainAsync();
        await desk.App.CompareAsync(Cancel);
        Assert.DoesNotContain(Waste, await CodesAsync(id));

        using var asked = await desk.Curator.PostAsync($"/api/v1/records/{id}/files/a.pdf/read", null, Cancel);
        await SubmissionDesk.ReadAsync(asked, HttpStatusCode.Accepted);
        await DrainAsync();
        await pictures.ReadAsync(Sentence);
        await using (var db = desk.App.Databases.Open())
        {
            // Records are held against each other by what is said of them, not by their pages.
            Assert.False(await db.SketchesDue.AnyAsync(d => d.RecordId == id, Cancel));
        }

        await DrainAsync();
        Assert.Contains(Waste, await CodesAsync(id));
    }

    [Fact]
    public async Task A_first_reading_is_waited_for_and_tagged_once()
    {
        using var pictures = new PictureDesk(desk);
        var id = (string)(await desk.TakenAsync(desk.Study("due/3"), files: [("a.pdf", [.. "%PDF-1.4 "u8])]))["id"]!;
        await DrainAsync();
        Assert.Equal((1, 0), await DueAndDoneAsync(id));
        await pictures.ReadAsync("หน้าเดียว");
        Assert.Equal((1, 0), await DueAndDoneAsync(id));
        await DrainAsync();
        Assert.Equal((0, 1), await DueAndDoneAsync(id));
    }

    private Task DrainAsync() => desk.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);

    private async Task<List<string>> CodesAsync(string id)
    {
        await using var db = desk.App.Databases.Open();
        return await db.Tags.AsNoTracking().Where(t => t.RecordId == id).Select(t => t.Code).ToListAsync(Cancel);
    }

    private async Task<(int Due, int Done)> DueAndDoneAsync(string id)
    {
        await using var db = desk.App.Databases.Open();
        return (await db.TagsDue.CountAsync(d => d.RecordId == id, Cancel), await db.TagStates.CountAsync(s => s.RecordId == id, Cancel));
    }

    /// <summary>Something happens the next time somebody looks at the clock.</summary>
    private sealed class Moment(Action happens) : TimeProvider
    {
        private bool _near;

        public bool Past { get; private set; }

        public void Comes() => _near = true;

        public override long GetTimestamp()
        {
            if (_near)
            {
                (_near, Past) = (false, true);
                happens();
            }

            return base.GetTimestamp();
        }
    }
}
