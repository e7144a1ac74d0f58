using System.Text;
using EvidenceRegistry.Formats.Tables;

namespace EvidenceRegistry.Formats.Tests.Bulk;

public sealed class FieldMapTests
{
    public static TheoryData<string> Maps => [.. Directory.GetFiles(MapFiles.Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [MemberData(nameof(Maps))]
    public void Every_layout_of_the_repository_names_fields_there_are(string name) => Assert.NotEmpty(MapFiles.Read(name).Fields);

    [Theory]
    [InlineData("""{"fields": {"titel.th": {"columns": ["x"]}}}""", "map $.fields.titel.th")]
    [InlineData("""{"fields": {"access": {"columns": ["x"], "values": {"ลับ": "secret"}}}}""", "map $.fields.access.values")]
    [InlineData("""{"fields": {"year": {}}}""", "map $.fields.year")]
    [InlineData("""{"fields": {"url": {"columns": ["x"], "pattern": "https://example.org"}}}""", "map $.fields.url")]
    [InlineData("""{"fields": {"dataType": {"columns": ["x"]}}}""", "map $.fields.dataType")]
    [InlineData("""{"fields": {"year": {"columns": ["x"]}}, "defaults": {"agancy": "x"}}""", "map $.defaults.agancy")]
    [InlineData("""{"fields": {"year": {"columns": ["x"]}}, "headerRows": 3}""", "map $")]
    [InlineData("""{"fields": {"year": {"column": ["x"]}}}""", "map $")]
    [InlineData("""{"fields": {}}""", "map $.fields")]
    [InlineData("null", "map $.fields")]
    [InlineData("{", "map $")]
    public void A_layout_that_is_wrong_says_where(string json, string place)
    {
        var (map, problems) = FieldMapFile.Read("map", Encoding.UTF8.GetBytes(json));
        Assert.Null(map);
        Assert.StartsWith(place, Assert.Single(problems).Place, StringComparison.Ordinal);
    }
}
