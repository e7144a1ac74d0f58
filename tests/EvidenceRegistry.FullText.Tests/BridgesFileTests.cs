using System.Text.RegularExpressions;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>The bridges that the project ships.</summary>
public sealed partial class BridgesFileTests
{
    private static IReadOnlyList<IReadOnlyList<string>> Concepts => Analysis.OfTheProject.Bridges.Concepts;

    [Fact]
    public void At_least_four_hundred_terms_are_said_in_Thai_and_in_English()
    {
        Assert.True(Concepts.Count >= 400, $"{Concepts.Count} terms");
        Assert.All(Concepts, ways => Assert.True(ways.Any(way => Thai().IsMatch(way)) && ways.Any(way => !Thai().IsMatch(way)), string.Join(", ", ways)));
    }

    [Fact]
    public void No_way_to_say_a_thing_stands_in_two_lines() => Assert.Empty(Concepts
        .SelectMany(ways => ways.Select(way => way.ToUpperInvariant()).Distinct())
        .GroupBy(way => way).Where(way => way.Count() > 1).Select(way => way.Key));

    [Fact]
    public void Every_way_leads_to_the_others_of_its_line()
    {
        foreach (IReadOnlyList<string> ways in Concepts)
        {
            foreach (string way in ways)
            {
                IReadOnlyList<Bridge> bridges = Analysis.OfTheProject.Bridges.In(way, Analysis.OfTheProject.Words(way));
                Assert.True(bridges.Count == 1, way);
            }
        }
    }

    [GeneratedRegex(@"[\u0E01-\u0E4E]")]
    private static partial Regex Thai();
}
