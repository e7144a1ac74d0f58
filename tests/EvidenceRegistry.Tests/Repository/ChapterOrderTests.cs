using System.Text.RegularExpressions;

namespace EvidenceRegistry.Tests.Repository;

public sealed partial class ChapterOrderTests
{
    [Fact]
    public void No_chapter_uses_one_to_its_right()
    {
        var files = SourceTree.Files("src/EvidenceRegistry", "*.cs").ToList();
        Assert.True(files.Count > 20, "the source was not found");
        Assert.Empty(files.SelectMany(file => ChapterOrder.Violations(file, SourceTree.Read(file))));
    }

    [Theory]
    [InlineData("src/EvidenceRegistry/Storage/A.cs", "using EvidenceRegistry.Access;", true)]
    [InlineData("src/EvidenceRegistry/Plans/A.cs", "using static EvidenceRegistry.Searching.B;", true)]
    [InlineData("src/EvidenceRegistry/Plans/Deep/A.cs", "var x = new EvidenceRegistry.Hosting.B();", true)]
    [InlineData("src/EvidenceRegistry/Jobs/A.cs", "namespace EvidenceRegistry.Jobs; class A { Searching.B? b; }", true)]
    [InlineData("src/EvidenceRegistry/Cellar/A.cs", "", true)]
    [InlineData("src/EvidenceRegistry/Access/A.cs", "using EvidenceRegistry.Storage;", false)]
    [InlineData("src/EvidenceRegistry/Access/A.cs", "// unlike EvidenceRegistry.Pages", false)]
    [InlineData("src/EvidenceRegistry/Storage/A.cs", "db.Records.Local.Clear(); db.Jobs.Add(x);", false)]
    [InlineData("src/EvidenceRegistry/Hosting/A.cs", "using EvidenceRegistry.Pages;", false)]
    [InlineData("src/EvidenceRegistry/Program.cs", "using EvidenceRegistry.Pages;", false)]
    public void The_rule_sees_a_violation(string path, string text, bool violates) =>
        Assert.Equal(violates, ChapterOrder.Violations(path, text).Any());

    [Fact]
    public void The_libraries_know_nothing_of_each_other_of_HTTP_or_of_the_database()
    {
        Assert.Empty(Strangers("src/EvidenceRegistry.Formats", "EvidenceRegistry.FullText"));
        Assert.Empty(Strangers("src/EvidenceRegistry.FullText", "EvidenceRegistry.Formats"));
        Assert.Matches(Foreign(), "using Microsoft.EntityFrameworkCore;");
        Assert.Matches(Foreign(), "new HttpContextAccessor()");
    }

    [Fact]
    public void One_library_alone_sees_the_reader_of_PDFs_and_one_the_index_engine()
    {
        Assert.Empty(Naming("UglyToad.PdfPig", "src/EvidenceRegistry.FullText", "src/EvidenceRegistry"));
        Assert.Empty(Naming("Lucene.Net", "src/EvidenceRegistry.Formats", "src/EvidenceRegistry"));
    }

    private static IEnumerable<string> Strangers(string folder, string other) =>
        SourceTree.Files(folder, "*.cs").Concat(SourceTree.Files(folder, "*.csproj")).Where(file =>
        {
            var text = SourceTree.Read(file);
            return text.Contains(other, StringComparison.Ordinal) || Foreign().IsMatch(text)
                || text.Contains("using EvidenceRegistry.Storage", StringComparison.Ordinal);
        });

    private static IEnumerable<string> Naming(string name, params string[] folders) =>
        folders.SelectMany(folder => SourceTree.Files(folder, "*.cs")).Where(file => SourceTree.Read(file).Contains("using " + name, StringComparison.Ordinal));

    [GeneratedRegex(@"Microsoft\.AspNetCore|Microsoft\.EntityFrameworkCore|\bHttpContext|Microsoft\.Data\.Sqlite|\bNpgsql\b")]
    private static partial Regex Foreign();
}
