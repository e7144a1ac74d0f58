using System.Globalization;
using EvidenceRegistry.Bench.Load;

namespace EvidenceRegistry.Tests.Journeys;

/// <summary>A small draw of the long proofs (make prove, make journey), against a registry in a process of its own.</summary>
public sealed class ProofSamples(ITestOutputHelper output)
{
    [Fact]
    public async Task Promise_10_nothing_acknowledged_is_lost_when_the_process_is_killed()
    {
        var seed = Random.Shared.Next().ToString(CultureInfo.InvariantCulture);
        output.WriteLine($"seed {seed}");
        Assert.Equal(0, await KillRun.RunAsync(new Arguments(["kill", "--runs", "3", "--seed", seed, "--corpus", Corpus.Folder()])));
    }

    [Fact]
    public async Task An_import_killed_again_and_again_ends_as_one_that_was_left_alone()
    {
        var seed = Random.Shared.Next().ToString(CultureInfo.InvariantCulture);
        output.WriteLine($"seed {seed}");
        Assert.Equal(0, await ImportKillRun.RunAsync(new Arguments(["import-kill", "--runs", "2", "--lines", "6000", "--seed", seed, "--corpus", Corpus.Folder()])));
    }

    [Fact]
    public async Task Promise_7_hostile_files_get_a_receipt_with_state_and_reason_and_leave_nothing_behind() =>
        Assert.Equal(0, await NastyRun.RunAsync(new Arguments(["nasty", "--corpus", Corpus.Folder()])));

    [Fact]
    public async Task A_harvest_killed_at_any_moment_goes_on_where_it_was_and_does_nothing_twice()
    {
        var seed = Random.Shared.Next().ToString(CultureInfo.InvariantCulture);
        output.WriteLine($"seed {seed}");
        Assert.Equal(0, await HarvestKillRun.RunAsync(new Arguments(["harvest-kill", "--runs", "3", "--count", "300", "--seed", seed])));
    }

    [Fact]
    public async Task A_sentence_of_a_real_report_finds_its_record_and_its_page() =>
        Assert.Equal(0, await JourneyRun.RunAsync(new Arguments(["journey", "--count", "300", "--corpus", Corpus.Folder()])));
}
