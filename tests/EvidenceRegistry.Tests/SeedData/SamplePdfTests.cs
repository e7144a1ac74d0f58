using static EvidenceRegistry.Tests.SeedData.SampleFiles;

namespace EvidenceRegistry.Tests.SeedData;

public sealed class SamplePdfTests
{
    [Fact]
    public void Every_file_a_study_names_is_there_small_and_made_from_a_page_in_the_repository()
    {
        var named = Studies.SelectMany(study => Objects(study, "files")).Select(file => Text(file, "name")).Order().ToList();
        var present = Directory.EnumerateFiles(SeedFiles.PathOf("samples/files"), "*.pdf").Select(path => Path.GetFileName(path)).Order();

        Assert.Equal(6, named.Count);
        Assert.Equal(named, present);
        Assert.All(named, name =>
        {
            var bytes = File.ReadAllBytes(SeedFiles.PathOf($"samples/files/{name}"));
            Assert.True(bytes.AsSpan().StartsWith("%PDF-"u8), name);
            Assert.InRange(bytes.Length, 10_000, 120_000);
            Assert.True(File.Exists(SeedFiles.PathOf($"samples/pdf-sources/{Path.ChangeExtension(name, ".html")}")), name);
        });
    }

    [Fact]
    public void The_files_stand_for_every_access_level()
    {
        var levels = Studies.SelectMany(study => Objects(study, "files")).Select(file => Text(file, "access")).Distinct().Order();

        Assert.Equal(["embargoed", "metadataOnly", "open", "restricted"], levels);
    }

    [Fact]
    public void The_pages_say_that_their_findings_are_made_up() =>
        Assert.All(Directory.EnumerateFiles(SeedFiles.PathOf("samples/pdf-sources"), "*.html"), path =>
            Assert.Contains("เอกสารตัวอย่างสำหรับทดลองใช้ทะเบียนหลักฐาน", File.ReadAllText(path), StringComparison.Ordinal));
}
