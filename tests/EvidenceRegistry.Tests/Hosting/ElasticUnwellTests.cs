using System.Text.Json.Nodes;
using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.Tests.Databases;
using EvidenceRegistry.Tests.Journeys;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>A sample of the proof docs/proofs/elastic-faults.md: a registry whose Elasticsearch is unwell while somebody writes, searches and reads.</summary>
public sealed class ElasticUnwellTests
{
    private const int Enough = 10;

    [Fact]
    public async Task What_was_acknowledged_while_the_index_was_unwell_is_found_afterwards_and_no_reader_meets_an_error()
    {
        var server = Servers.Elasticsearch();
        await using var database = await PostgresDatabase.MakeAsync();
        using var elastic = new UnwellElastic(server.ToString());
        await using var cluster = await RegistryCluster.StartAsync(1, database.Connection, new Uri(elastic.Address), new Dictionary<string, string>());
        var (acknowledged, number) = (new List<string>(), 0);
        foreach (var ailment in new[] { Ailment.Stopped, Ailment.Flooded, Ailment.Halved, Ailment.Page })
        {
            var from = acknowledged.Count;
            var phase = await ElasticFaultPhase.RunAsync(cluster, () => Study(++number), acknowledged, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2), async () =>
            {
                elastic.Now = ailment;
                await Until.SoAsync(() => Count() >= from + Enough, "Nothing was taken.", TestContext.Current.CancellationToken);
                elastic.Now = Ailment.None;
            });
            Assert.True(phase.IsWell, $"{ailment}: refused {phase.Refused}, lost {phase.Lost}, not found {phase.Unsearchable}, differ {phase.Differ}; searches {phase.Searches}, records {phase.Records}, pages {phase.Pages}");
        }

        int Count()
        {
            lock (acknowledged)
            {
                return acknowledged.Count;
            }
        }
    }

    private static JsonObject Study(int number) => new()
    {
        ["source"] = "tsri",
        ["sourceId"] = $"{number}",
        ["title"] = new JsonObject { ["th"] = $"โครงการจัดการน้ำ ฉบับที่ {number}" },
        ["year"] = 2023,
        ["agency"] = "หน่วยงานตัวอย่าง",
    };
}
