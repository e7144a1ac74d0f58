using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using EvidenceRegistry.Access;
using EvidenceRegistry.Formats.Ckan;
using EvidenceRegistry.Storage;
using EvidenceRegistry.Submissions;
using EvidenceRegistry.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Harvesting;

/// <summary>What parsing and storing of real answers cost, with the wire taken out.</summary>
public sealed class HarvestSpeedTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Two_thousand_real_answers_are_parsed_and_stored_and_what_that_costs_is_said()
    {
        var answers = Answers().ToList();
        await using var app = new RegistryApp().Started();
        var intake = app.Services.GetRequiredService<Intake>();
        var portal = new CkanPortal("tokyo", "https://portal.example");
        var by = new Caller(Actor.System, Role.Harvester, null, [], false);
        var (parse, store, clock) = (TimeSpan.Zero, TimeSpan.Zero, Stopwatch.StartNew());
        var processor = Environment.CpuUsage.TotalTime;
        foreach (var some in answers.Chunk(100))
        {
            var from = clock.Elapsed;
            var items = some.AsParallel().AsOrdered().Select(bytes => Parsed(bytes, portal, intake)).ToList();
            parse += clock.Elapsed - from;
            from = clock.Elapsed;
            await using var db = app.Databases.Open();
            await using var write = await db.BeginWriteAsync(CancellationToken.None);
            Assert.All(await intake.TakeManyAsync(db, items, by, IntakeMode.Import, null, CancellationToken.None), r => Assert.Equal(IntakeOutcome.Created, r.Outcome));
            await write.CommitAsync(CancellationToken.None);
            store += clock.Elapsed - from;
        }

        processor = Environment.CpuUsage.TotalTime - processor;
        output.WriteLine($"{answers.Count} datasets: parse {answers.Count / parse.TotalSeconds:F0}/s, store {answers.Count / store.TotalSeconds:F0}/s, both {answers.Count / clock.Elapsed.TotalSeconds:F0}/s by the wall, {answers.Count / processor.TotalSeconds:F0} for each processor second");
        await using var after = app.Databases.Open();
        Assert.Equal(answers.Count, await after.Records.CountAsync());
    }

    private static IntakeItem Parsed(byte[] bytes, CkanPortal portal, Intake intake)
    {
        using var answer = CkanAnswer.Read(bytes);
        var item = new IntakeItem(CkanPackage.Read(answer.Result, portal).Reading.Draft!, []);
        intake.Prepare(item);
        return item;
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
