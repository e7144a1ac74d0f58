using System.Text;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Drafts;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>The same door for many drafts in one transaction, as bulk files and harvests come.</summary>
public sealed class ManyDraftsTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    private static readonly Caller Importer = new(Actor.System, Role.Harvester, null, [], false);

    [Fact]
    public async Task Drafts_of_one_transaction_stand_or_fall_together_and_meet_each_other()
    {
        var intake = desk.App.Services.GetRequiredService<Intake>();
        await using (var db = desk.App.Databases.Open())
        {
            await using var scope = await db.BeginWriteAsync(CancellationToken.None);
            var outcomes = new List<IntakeOutcome>();
            foreach (var (id, year) in new[] { ("M/1", 2020), ("M/2", 2020), ("M/1", 2021), ("M/1", 2021), ("M/3", 0) })
            {
                outcomes.Add((await intake.TakeAsync(db, Draft(id, year), [], Importer, IntakeMode.Import, null, CancellationToken.None)).Outcome);
            }

            Assert.Equal([IntakeOutcome.Created, IntakeOutcome.Created, IntakeOutcome.Updated, IntakeOutcome.Unchanged, IntakeOutcome.Invalid], outcomes);
            await scope.CommitAsync(CancellationToken.None);
        }

        await using (var db = desk.App.Databases.Open())
        {
            await using var scope = await db.BeginWriteAsync(CancellationToken.None);
            await intake.TakeAsync(db, Draft("M/9", 2020), [], Importer, IntakeMode.Import, null, CancellationToken.None);
        }

        await using var after = desk.App.Databases.Open();
        var known = await after.Origins.Where(o => o.SourceId.StartsWith("M/")).Select(o => o.SourceId).Order().ToListAsync();
        Assert.Equal(["M/1", "M/2"], known);
    }

    [Fact]
    public async Task A_harvests_tombstone_falls_when_the_origin_returns_and_a_persons_does_not()
    {
        var intake = desk.App.Services.GetRequiredService<Intake>();
        foreach (var (byPerson, outcome) in new[] { (false, IntakeOutcome.Updated), (true, IntakeOutcome.Removed) })
        {
            await using var db = desk.App.Databases.Open();
            await using var scope = await db.BeginWriteAsync(CancellationToken.None);
            var sourceId = $"T/{byPerson}";
            var first = await intake.TakeAsync(db, Draft(sourceId, 2020), [], Importer, IntakeMode.Import, null, CancellationToken.None);
            (first.Record!.State, first.Record.Tombstone) = (RecordState.Removed, new Tombstone("gone at its source", Actor.System, db.Now, byPerson));
            await db.SaveChangesAsync();
            var again = await intake.TakeAsync(db, Draft(sourceId, 2020), [], Importer, IntakeMode.Import, null, CancellationToken.None);
            Assert.Equal((outcome, first.Record.Id), (again.Outcome, again.Record!.Id));
            Assert.Equal(byPerson ? RecordState.Removed : RecordState.Live, again.Record.State);
        }
    }

    private static RecordDraft Draft(string id, int year)
    {
        var area = year == 0 ? "TH-98" : "TH-50";
        var json = $$"""{"source": "bulk", "sourceId": "{{id}}", "title": {"th": "ก"}, "year": {{Math.Max(year, 2000)}}, "agency": "ข", "areas": ["{{area}}"]}""";
        var reading = DraftJson.Read(Encoding.UTF8.GetBytes(json));
        Assert.True(reading.Usable);
        return reading.Draft!;
    }
}
