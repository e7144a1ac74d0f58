using System.Text;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Tests.SeedData;

public sealed class SampleDraftsTests
{
    [Theory]
    [InlineData("studies")]
    [InlineData("datasets")]
    public void Every_sample_line_is_read_as_a_submission_without_a_single_problem(string file)
    {
        var readings = File.ReadLines(SeedFiles.PathOf($"samples/{file}.ndjson")).Select(line => (line, reading: DraftJson.Read(Encoding.UTF8.GetBytes(line))));

        Assert.All(readings, read =>
        {
            Assert.True(read.reading.Problems.Count == 0, $"{read.line[..80]}: {string.Join("; ", read.reading.Problems)}");
            Assert.True(read.reading.Usable);
        });
    }
}
