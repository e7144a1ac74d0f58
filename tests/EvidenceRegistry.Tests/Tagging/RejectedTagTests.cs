using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EvidenceRegistry.Records;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using EvidenceRegistry.Tagging;
using EvidenceRegistry.Tests.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Tagging;

/// <summary>A rejected tag comes back where text or rules are others, and for no other reason.</summary>
public sealed class RejectedTagTests : IAsyncLifetime
{
    private const string Code = "180403", Text = "ศึกษาการคัดแยกขยะมูลฝอยชุมชน การกำจัดขยะมูลฝอย และบ่อขยะของเทศบาล";

    private readonly SubmissionDesk _desk = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _desk.InitializeAsync();

    public ValueTask DisposeAsync() => _desk.DisposeAsync();

    [Fact]
    public async Task It_stays_rejected_when_an_embargo_ends()
    {
        var id = await RejectedAsync();
        await EmbargoEndsAsync();
        Assert.Equal("rejected", await StatusAsync(id));
    }

    [Fact]
    public async Task It_stays_rejected_when_the_same_text_is_handed_in_once_more()
    {
        var id = await RejectedAsync();
        using var body = new ByteArrayContent(Encoding.ASCII.GetBytes("%PDF-1.7 again"));
        using var taken = await _desk.Submitter.PutAsync($"/api/v1/records/{id}/files/again.pdf", body, Cancel);
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync(Cancel));
        await ReadAsync(id);
        Assert.Equal("rejected", await StatusAsync(id));
    }

    /// <summary>A basis named files and readers of the text once.</summary>
    [Fact]
    public async Task It_stays_rejected_through_an_upgrade_of_a_registry_that_wrote_the_basis_otherwise()
    {
        var id = await RejectedAsync();
        int version;
        long revision;
        await using (var db = _desk.App.Databases.Open())
        {
            var record = await db.Records.Include(r => r.Tags).Include(r => r.Origins).Include(r => r.Files).ThenInclude(f => f.Reading).SingleAsync(r => r.Id == id, Cancel);
            var texts = (await TagTexts.OfAsync(db, [record], ReadingClass.Today(_desk.App.Time), Cancel))[id];
            var tag = record.Tags.Single(t => t.Code == Code);
            Assert.StartsWith(texts.Words, tag.Basis, StringComparison.Ordinal);
            Assert.NotEqual(texts.Words, texts.Hash);
            tag.Basis = tag.Basis!.Replace(texts.Words, texts.Hash, StringComparison.Ordinal);
            var state = await db.TagStates.SingleAsync(s => s.RecordId == id, Cancel);
            (state.Model, state.InputHash) = ("former", texts.Hash);
            await db.SaveChangesAsync(Cancel);
            (version, revision) = (record.Version, record.Revision);
        }

        await DrainAsync();
        Assert.Equal("rejected", await StatusAsync(id));
        await EmbargoEndsAsync();
        Assert.Equal("rejected", await StatusAsync(id));
        await using var after = _desk.App.Databases.Open();
        var now = await after.Records.AsNoTracking().SingleAsync(r => r.Id == id, Cancel);
        Assert.Equal(version, now.Version);
        Assert.InRange(now.Revision, revision + 1, revision + 3);
    }

    [Fact]
    public async Task Who_rejects_what_was_confirmed_by_an_older_text_rejects_it_by_the_text_of_the_day()
    {
        var id = await ProposedAsync();
        await SayAsync(id, "confirm");
        await DrainAsync();
        await using (var db = _desk.App.Databases.Open())
        {
            // Another reading of the file finds a sentence more.
            var page = await db.Pages.SingleAsync(p => db.Files.Any(f => f.Id == p.FileId && f.RecordId == id), Cancel);
            (page.Text, page.Sha256) = (page.Text + " ขยะพลาสติก", "another");
            (await db.Records.SingleAsync(r => r.Id == id, Cancel)).Revision++;
            await db.SaveChangesAsync(Cancel);
        }

        await DrainAsync();
        Assert.Equal("confirmed", await StatusAsync(id));
        await SayAsync(id, "reject");
        await DrainAsync();
        Assert.Equal("rejected", await StatusAsync(id));
    }

    private async Task<string> RejectedAsync()
    {
        var id = await ProposedAsync();
        await SayAsync(id, "reject");
        await DrainAsync();
        Assert.Equal("rejected", await StatusAsync(id));
        return id;
    }

    /// <summary>By the text of an embargoed file alone.</summary>
    private async Task<string> ProposedAsync()
    {
        var study = _desk.Study();
        study["title"] = new JsonObject { ["th"] = "รายงานฉบับสมบูรณ์" };
        (study["access"], study["embargoUntil"]) = ("embargoed", "2026-11-03");
        await _desk.App.Services.GetRequiredService<EmbargoClock>().SweepAsync(Cancel);
        var id = (string)(await _desk.TakenAsync(study, files: [("report.pdf", Encoding.ASCII.GetBytes("%PDF-1.7 report"))]))["id"]!;
        await ReadAsync(id);
        Assert.Equal("proposed", await StatusAsync(id));
        return id;
    }

    private async Task EmbargoEndsAsync()
    {
        _desk.App.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await _desk.App.Services.GetRequiredService<EmbargoClock>().SweepAsync(Cancel));
        await DrainAsync();
    }

    /// <summary>Every file of the record that waits holds the text.</summary>
    private async Task ReadAsync(string id)
    {
        await using (var db = _desk.App.Databases.Open())
        {
            foreach (var reading in await db.Readings.Where(r => r.RecordId == id && r.State == ReadingState.Queued).ToListAsync(Cancel))
            {
                (reading.State, reading.Pages, reading.PagesRead, reading.PagesWithText) = (ReadingState.Read, 1, 1, 1);
                db.Pages.Add(new Page
                {
                    FileId = reading.FileId,
                    TextRevision = reading.TextRevision,
                    Number = 1,
                    Raw = Text,
                    Text = Text,
                    Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text))),
                    TextSource = "pdf",
                });
            }

            await db.SaveChangesAsync(Cancel);
        }

        await DrainAsync();
    }

    private Task DrainAsync() => _desk.App.Services.GetRequiredService<TagWatch>().DrainAsync(Cancel);

    private async Task SayAsync(string id, string decision)
    {
        using var answer = await _desk.Curator.PostAsync($"/api/v1/records/{id}/tags/{Code}", SubmissionDesk.Json(new JsonObject { ["decision"] = decision }), Cancel);
        await SubmissionDesk.ReadAsync(answer, HttpStatusCode.OK);
    }

    private async Task<string?> StatusAsync(string id)
    {
        await using var db = _desk.App.Databases.Open();
        return (await db.Tags.AsNoTracking().SingleOrDefaultAsync(t => t.RecordId == id && t.Code == Code, Cancel))?.Status.ToString().ToLowerInvariant();
    }
}
