using System.Reflection;
using System.Text.RegularExpressions;
using EvidenceRegistry.Access;
using EvidenceRegistry.Submissions;

namespace EvidenceRegistry.Tests.Repository;

/// <summary>What code names stands in docs/.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void Every_refusal_is_explained_with_its_status()
    {
        var rows = Rows("docs/problems.md");
        Assert.True(ProblemBook.All.Count > 15, "the kinds were not found");
        Assert.Empty(ProblemBook.All.Values.Where(kind => !rows.Any(row => row is [var word, var status, ..] && word == $"`{kind.Word}`" && status == $"{kind.Status}"))
            .Select(kind => $"docs/problems.md needs a row: | `{kind.Word}` | {kind.Status} | … |"));
    }

    [Fact]
    public void No_refusal_is_explained_that_nobody_makes() =>
        Assert.Empty(Rows("docs/problems.md").Where(row => row is [['`', ..], var status, ..] && int.TryParse(status, out _))
            .Select(row => row[0].Trim('`')).Except(ProblemBook.All.Keys).ToList());

    [Fact]
    public void Every_code_of_a_place_is_explained()
    {
        var explained = Rows("docs/problems.md").SelectMany(row => row[0].Split(", ")).ToHashSet(StringComparer.Ordinal);
        var written = SourceTree.Files("src/EvidenceRegistry", "*.cs").SelectMany(file => Code().Matches(SourceTree.Read(file))).Select(m => m.Groups["code"].Value).ToList();
        Assert.True(written.Count > 15, "the codes were not found");
        Assert.Empty(ProblemMessages.Codes.Concat(written).Distinct().Where(code => !explained.Contains($"`{code}`")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_refusal_speaks_Thai_and_English_and_has_a_word_of_its_own()
    {
        Assert.Empty(ProblemBook.All.Values.Where(kind => string.IsNullOrEmpty(kind.Title.Th) || string.IsNullOrEmpty(kind.Title.En)
            || string.IsNullOrEmpty(kind.Detail.Th) || string.IsNullOrEmpty(kind.Detail.En)).Select(kind => kind.Word));
        Assert.Empty(ProblemBook.All.Keys.Where(word => !word.All(c => c is >= 'a' and <= 'z' or '-')).ToList());
    }

    [Fact]
    public void Every_setting_is_documented_with_its_default()
    {
        var rows = Rows("docs/settings.md");
        var settings = SettingNames().ToList();
        Assert.Contains("Registry:DataFolder", settings);
        Assert.Empty(settings.Where(name => !rows.Any(row => row[0] == $"`{name}`")).Select(name => $"docs/settings.md needs a row: | `{name}` | … |"));
    }

    /// <summary>Classes of settings are those that name their section.</summary>
    private static IEnumerable<string> SettingNames() =>
        from type in typeof(Program).Assembly.GetTypes()
        let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)
        where section is { IsLiteral: true } && section.FieldType == typeof(string)
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where property.CanWrite
        select $"{section.GetRawConstantValue()}:{property.Name}";

    private static List<string[]> Rows(string file) =>
        [.. File.ReadLines(SourceTree.PathOf(file)).Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];

    // A code stands second, behind the place, or first in a draft's problem.
    [GeneratedRegex("""(?:\b(?:ProblemPlace|Wrong|Place)\((?:\$?"[^"]*"|[\w.()]+),\s*|DraftProblem\()"(?<code>[a-z-]+)["]""")]
    private static partial Regex Code();
}
