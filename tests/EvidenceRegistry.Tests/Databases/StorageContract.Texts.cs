using System.Globalization;
using System.Text.Json;
using EvidenceRegistry.Formats.Drafts;
using Microsoft.EntityFrameworkCore;

namespace EvidenceRegistry.Tests.Databases;

/// <summary>Letters, documents and days: each database has habits of its own, and none may be seen.</summary>
public abstract partial class StorageContract
{
    [Fact]
    public async Task Large_and_small_letters_are_different_letters_in_every_comparison()
    {
        string[] titles = ["Rice 1", "rice 1", "RICE 1", "ข้าว 1"];
        foreach (var title in titles)
        {
            await KeptAsync(title);
        }

        await using var db = Dbs.Open();
        var all = db.Records.Select(r => r.Title);
        Assert.Equal(["rice 1"], await all.Where(t => t == "rice 1").ToListAsync(Cancel));
        Assert.Equal(["rice 1"], await all.Where(t => t.Contains("ri")).ToListAsync(Cancel));
        Assert.Equal(["RICE 1"], await all.Where(t => t.Contains("ICE")).ToListAsync(Cancel));
        Assert.Equal(4, await all.Distinct().CountAsync(Cancel));
    }

    [Fact]
    public async Task A_record_s_document_comes_back_as_it_went_in()
    {
        var content = new StudyContent
        {
            Title = new LocalText("“น้ำ” \\ \"อ้าง\" \t\n\u200b\u2028 ๑๒๓ 😀", "It's 100% <b> & {} [] null"),
            Abstract = new LocalText("", null),
            Keywords = ["ก", "", "ก"],
            Budget = 12_345_678_901.10m,
            CompletedOn = new DateOnly(2023, 9, 30),
            Findings = [new Finding(new LocalText("ลดลง"), FindingDirection.Negative, "110301F0101", "TH-50")],
        };
        var record = NewRecord("เอกสาร");
        record.Content = content;
        await using (var db = Dbs.Open())
        {
            db.Records.Add(record);
            await db.SaveChangesAsync(Cancel);
        }

        await using var after = Dbs.Open();
        var kept = await after.Records.SingleAsync(r => r.Id == record.Id, Cancel);
        var version = await after.Versions.SingleAsync(v => v.RecordId == record.Id, Cancel);
        Assert.Equal(JsonSerializer.Serialize<RecordContent>(content), JsonSerializer.Serialize(kept.Content));
        Assert.Equal(JsonSerializer.Serialize<RecordContent>(content), JsonSerializer.Serialize(version.Content));

        // Nothing has changed: no version, no revision, no row for the index.
        Assert.Equal(0, await after.SaveChangesAsync(Cancel));
    }

    /// <summary>The day of Bangkok, seven hours ahead of the day of the instant, and years of the Common Era whatever calendar the machine speaks.</summary>
    [Fact]
    public async Task A_day_and_an_instant_stay_what_they_are_whatever_calendar_the_program_runs_under()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("th-TH");
        try
        {
            var record = NewRecord("ปฏิทิน");
            record.EmbargoUntil = new DateOnly(2024, 2, 29);
            await using (var db = Dbs.Open())
            {
                db.Records.Add(record);
                await db.SaveChangesAsync(Cancel);
            }

            await using var after = Dbs.Open();
            var kept = await after.Records.SingleAsync(r => r.Id == record.Id && r.EmbargoUntil < new DateOnly(2024, 3, 1), Cancel);
            Assert.Equal((new DateOnly(2024, 2, 29), Time.GetUtcNow().UtcDateTime), (kept.EmbargoUntil, kept.CreatedAt));
            Assert.True(await after.Records.AnyAsync(r => r.Id == record.Id && r.CreatedAt == Time.GetUtcNow().UtcDateTime, Cancel));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
