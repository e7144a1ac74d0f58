using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.Tests.Databases;

namespace EvidenceRegistry.Tests.Journeys;

/// <summary>A small draw of <c>make move</c>.</summary>
public sealed class MoveTests
{
    [Fact]
    public async Task A_registry_moved_from_the_embedded_engines_to_servers_answers_as_before()
    {
        var corpus = Corpus.Folder();
        var elastic = Servers.Elasticsearch().ToString();
        await using var database = await PostgresDatabase.MakeAsync();
        Assert.Equal(0, await MoveRun.RunAsync(new Arguments(
            ["move", "--count", "20", "--files", "1", "--searches", "10", "--postgres", database.Connection, "--elasticsearch", elastic, "--corpus", corpus])));
    }
}
