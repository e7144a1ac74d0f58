using System.Net;
using System.Net.Http.Json;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>Samples beside real records that look like them.</summary>
public sealed class SampleRemovalTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Fact]
    public async Task A_sample_and_a_real_record_are_not_merged()
    {
        var (real, sample) = await TwoAsync("10.14456/sample.1");
        await using var db = desk.App.Databases.Open();
        var pair = await db.DuplicatePairs.SingleAsync(p => (p.First == real && p.Second == sample) || (p.First == sample && p.Second == real));
        using var same = await desk.Curator.PostAsJsonAsync($"/api/v1/duplicates/{pair.Id}", new { decision = "same" });
        var problem = await ProblemAnswer.ReadAsync(same, HttpStatusCode.Conflict);
        Assert.Equal("pair-with-sample", problem.Word);
        Assert.Contains(sample, problem.Detail, StringComparison.Ordinal);
        using var different = await desk.Curator.PostAsJsonAsync($"/api/v1/duplicates/{pair.Id}", new { decision = "different" });
        Assert.Equal(HttpStatusCode.OK, different.StatusCode);
    }

    [Fact]
    public async Task A_record_of_a_real_source_outlives_the_samples_whatever_was_laid_beside_it()
    {
        var (real, sample) = await TwoAsync("10.14456/sample.2");
        await using (var db = desk.App.Databases.Open())
        {
            // As an earlier registry left it: the sample's layer on the real record, which counts as a sample since.
            (await db.Origins.SingleAsync(o => o.RecordId == sample)).RecordId = real;
            (await db.Records.SingleAsync(r => r.Id == real)).Sample = true;
            (await db.Records.SingleAsync(r => r.Id == sample)).State = RecordState.Merged;
            await db.SaveChangesAsync();
        }

        using var admin = desk.App.Admin();
        await SubmissionDesk.ReadAsync(await admin.DeleteAsync("/api/v1/samples"), HttpStatusCode.OK);
        var record = await desk.RecordAsync(real);
        Assert.Null(record["sample"]);
        Assert.Equal([1], await desk.Reader.GetByteArrayAsync($"/api/v1/records/{real}/files/real.pdf"));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Reader.GetAsync($"/api/v1/records/{sample}")).StatusCode);
        Assert.Equal(0, (int)(await SubmissionDesk.ReadAsync(await admin.DeleteAsync("/api/v1/samples"), HttpStatusCode.OK))["removed"]!);
    }

    private async Task<(string Real, string Sample)> TwoAsync(string doi)
    {
        var real = (string)(await desk.TakenAsync(desk.Study().With("doi", doi), files: [("real.pdf", [1])]))["id"]!;
        var sample = (string)(await desk.TakenAsync(desk.Study().With("doi", doi).With("sample", true), desk.App.Admin()))["id"]!;
        await desk.App.CatchUpAsync();
        return (real, sample);
    }
}
