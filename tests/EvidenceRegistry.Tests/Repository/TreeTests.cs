using System.Text.RegularExpressions;

namespace EvidenceRegistry.Tests.Repository;

/// <summary>What the repository promises of itself.</summary>
public sealed partial class TreeTests
{
    private const int MostLines = 300;

    private static readonly string[] Code = ["src", "tests", "bench"];

    [Fact]
    public void No_file_is_above_three_hundred_lines()
    {
        var files = Code.SelectMany(folder => SourceTree.Files(folder, "*.cs")).Where(f => !f.Contains("/Migrations/", StringComparison.Ordinal)).ToList();
        Assert.True(files.Count > 50, "the source was not found");
        Assert.Empty(files.Where(file => File.ReadLines(SourceTree.PathOf(file)).Count() > MostLines).ToList());
    }

    [Fact]
    public void There_is_one_classic_solution_and_every_project_stands_in_it()
    {
        Assert.Empty(SourceTree.Files(".", "*.slnx"));
        var solution = SourceTree.Read("EvidenceRegistry.sln");
        Assert.Equal(["EvidenceRegistry.sln"], SourceTree.Files(".", "*.sln"));
        Assert.Empty(SourceTree.Files(".", "*.csproj").Where(p => !solution.Contains(p.Replace('/', '\\'), StringComparison.Ordinal)).ToList());
    }

    [Fact]
    public void Nothing_is_left_for_later_and_no_path_of_one_machine_is_named()
    {
        var files = new[] { "*.cs", "*.md", "*.json", "*.yml", "*.props", "*.csproj", "*.http", "Makefile", "Dockerfile" }
            .SelectMany(pattern => SourceTree.Files(".", pattern))
            .Where(f => !f.EndsWith("packages.lock.json", StringComparison.Ordinal) && !f.EndsWith("Repository/TreeTests.cs", StringComparison.Ordinal));
        Assert.Empty(files.Where(file => Unfinished().IsMatch(SourceTree.Read(file))).ToList());
        Assert.Matches(Unfinished(), "// TO" + "DO: later");
        Assert.Matches(Unfinished(), "throw new NotImplemented" + "Exception();");
        Assert.DoesNotMatch(Unfinished(), "the working folder /data/work");
    }

    [Fact]
    public void No_launch_settings_override_the_address_of_the_environment() =>
        Assert.Empty(SourceTree.Files("src", "launchSettings.json"));

    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|HA[C]K|X[X]X|NotImplemented[E]xception)\b|(?<![\w.])/(work|home|root)/\w+/|/tmp/bash")]
    private static partial Regex Unfinished();
}
