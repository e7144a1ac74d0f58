using System.Text.RegularExpressions;

namespace EvidenceRegistry.Tests.Repository;

public sealed partial class PromiseTests
{
    private const int Promises = 12;

    /// <summary>What waits by the wall clock for something outside the test: none of them decides by how long it took.</summary>
    private static readonly string[] Sleepers =
    [
        "Until.cs", // another thread or process, until it has done what is asked
        "UnrulyServer.cs", // a server that is slow on purpose
        "QueryPlanTests.cs", // Entity Framework looks once a second whether anybody listens
        "ElasticSwitchTests.cs", "LuceneEvidenceIndexTests.cs", // merges of an index, until they are through
    ];

    [Fact]
    public void Promise_12_no_test_touches_the_internet_or_waits_by_the_wall_clock()
    {
        var found = Tests().SelectMany(file => Forbidden().Matches(File.ReadAllText(file)).Select(m => $"{Path.GetFileName(file)}: {m.Value}")).ToList();
        Assert.Empty(found);
        Assert.Equal(Sleepers.Order(StringComparer.Ordinal), Tests().Where(file => Sleeping().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("(5, Cancel);", true)]
    [InlineData("(TimeSpan.FromSeconds(1.5), TestContext.Current.CancellationToken);", true)]
    [InlineData("(TimeSpan.FromSeconds(30), cancel));", true)]
    [InlineData("(500);", true)]
    [InlineData("(BetweenEvents, time, cancel);", false)]
    [InlineData("(TimeSpan.FromSeconds(1), app.Time, Cancel);", false)]
    public void A_test_that_sleeps_would_be_seen_unless_its_clock_is_handed_in(string wait, bool sleeps) =>
        Assert.Equal(sleeps, Sleeping().IsMatch("await Task.Delay" + wait));

    [Fact]
    public void A_test_that_asks_the_internet_would_be_seen() =>
        Assert.Matches(Forbidden(), "await client.GetAsync(\"https" + "://data.go.th/api/3\")");

    [Fact]
    public void Every_promise_has_a_test_named_after_it()
    {
        var kept = Tests().SelectMany(file => Named().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], Enumerable.Range(1, Promises).Select(n => $"{n}").Where(n => !kept.Contains(n)));
    }

    private static IEnumerable<string> Tests() =>
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "tests"), "*.cs", SearchOption.AllDirectories);

    [GeneratedRegex(@"public (?:async Task|void|Task) Promise_(\d+)_")]
    private static partial Regex Named();

    /// <summary>Asking an address outside, or sleeping. Addresses as data (a DOI, a licence) are no calls.</summary>
    [GeneratedRegex(@"(?:GetAsync|PostAsync|SendAsync|GetStringAsync)\(\s*\$?""https?://(?!127\.0\.0\.1|localhost|\[::1\]|\{)[^""]*|Thread\.Sleep\(")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"\bTask\.Delay\((?![^;]*,\s*[\w.]*[Tt]ime,)")]
    private static partial Regex Sleeping();
}
