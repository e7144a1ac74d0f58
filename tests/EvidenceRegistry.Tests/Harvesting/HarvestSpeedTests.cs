using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using EvidenceRegistry.Formats.Ckan;
using EvidenceRegistry.Harvesting;
using EvidenceRegistry.Jobs;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>What parsing and storing of real answers cost, as a run does both, with the wire taken out and no index, duplicates or tags beside it.</summary>
public sealed class HarvestSpeedTests(ITestOutputHelper output)
{
    private const int AtOnce = 100;

    [Fact]
    public async Task Two_thousand_real_answers_are_parsed_and_stored_and_what_that_costs_is_said()
    {
        var answers = Answers().ToList();

        // The first rounds pay for compiling; make harvest asks for more of them.
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("REGISTRY_SPEED_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 2;
        for (var round = 1; round <= rounds; round++)
        {
            await using var app = new RegistryApp().Started();
            await StoreAsync(app, answers, round);
            await using var after = app.Databases.Open();
            Assert.Equal(answers.Count, await after.Records.CountAsync());
            Assert.Equal(answers.Count, await after.HarvestSteps.CountAsync(s => s.Outcome == HarvestOutcome.Added));
        }
    }

    private async Task StoreAsync(RegistryApp app, List<byte[]> answers, int round)
    {
        var writes = app.Services.GetRequiredService<HarvestWrites>();
        var (portal, plan, source, job) = (new CkanPortal("tokyo", "https://portal.example"), new HarvestPlan { Id = "p", SourceId = "s", State = HarvestPlanState.Running },
            new HarvestSource { Id = "s", Name = "tokyo", Url = "https://portal.example" }, new Job { Id = "j", Kind = HarvestRunning.JobKind, Input = "p", ActorId = Actor.System, State = JobState.Running, ClaimedBy = "test" });
        await using (var db = app.Databases.Open())
        {
            db.AddRange(plan, source, job);
            db.HarvestSteps.AddRange(answers.Select((bytes, at) => new HarvestStep { PlanId = "p", Number = at + 1, DatasetId = Read(bytes, portal).Id, Action = HarvestAction.Add }));
            await db.SaveChangesAsync();
        }

        using var cancelled = new CancellationTokenSource();
        var run = new JobRun(app.Databases, job, "test", cancelled);
        var (parse, store, clock, processor) = (TimeSpan.Zero, TimeSpan.Zero, Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        for (var at = 0; at < answers.Count; at += AtOnce)
        {
            var from = clock.Elapsed;
            List<HarvestStep> steps;
            await using (var db = app.Databases.Open())
            {
                steps = await db.HarvestSteps.AsNoTracking().Where(s => s.Number > at && s.Number <= at + AtOnce).OrderBy(s => s.Number).ToListAsync();
            }

            var fetched = writes.Prepare(steps, [.. answers.Skip(at).Take(AtOnce).Select(bytes => Read(bytes, portal))]);
            parse += clock.Elapsed - from;
            from = clock.Elapsed;
            Assert.True(await writes.BatchAsync(run, plan, source, fetched, 1, CancellationToken.None));
            store += clock.Elapsed - from;
        }

        processor = Environment.CpuUsage.TotalTime - processor;
        output.WriteLine($"round {round}: {answers.Count} datasets, one thread: parse and hash {answers.Count / parse.TotalSeconds:F0}/s, store {answers.Count / store.TotalSeconds:F0}/s by the wall; {answers.Count / processor.TotalSeconds:F0} parsed and stored for each processor second");
    }

    private static PortalDataset Read(byte[] bytes, CkanPortal portal)
    {
        using var answer = CkanAnswer.Read(bytes);
        var package = CkanPackage.Read(answer.Result, portal);
        return new PortalDataset(package.Id, package.Name, package.Modified, package.Created, package.Reading);
    }

    private static IEnumerable<byte[]> Answers()
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(Corpus.Folder(), "ckan", "tokyo-2000-package_show.jsonl.gz")), CompressionMode.Decompress));
        while (text.ReadLine() is { } line)
        {
            yield return Encoding.UTF8.GetBytes(line);
        }
    }
}
