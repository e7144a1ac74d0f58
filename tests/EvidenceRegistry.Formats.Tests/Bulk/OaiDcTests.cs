using System.Text;
using EvidenceRegistry.Formats.Bulk;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tests.Bulk;

public sealed class OaiDcTests
{
    private const string Open = "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\" xmlns:d=\"http://purl.org/dc/elements/1.1/\"><ListRecords>\n";

    private static readonly BulkOptions Options = new() { Source = "test", Agency = "หน่วยงานตัวอย่าง" };

    [Fact]
    public void Records_and_deletions_of_an_answer_are_read_each_with_its_line()
    {
        var entries = BulkFile.Read($"""
            {Open}<record><header><identifier>oai:x:1</identifier><setSpec>s</setSpec></header><metadata><dc>
              <d:title xml:lang="th">น้ำ<![CDATA[ท่วม]]></d:title><d:title xml:lang="en">Flood</d:title><d:creator>คณะ</d:creator><d:subject>a; b</d:subject><d:date>2566-01-02</d:date>
              <d:identifier>https://example.org/1</d:identifier><d:identifier>doi:10.1234/x</d:identifier><d:rights>info:eu-repo/semantics/closedAccess</d:rights><d:source>s</d:source></dc></metadata></record>
            <record><header status="deleted"><identifier>oai:x:2</identifier></header></record>
            <record><header><identifier>oai:x:3</identifier></header><metadata><other xmlns="urn:x"/></metadata></record>
            </ListRecords></OAI-PMH>
            """, BulkFormat.OaiDc, Options);
        var study = Assert.IsType<StudyContent>(entries[0].Draft!.Content);
        Assert.Equal((new LocalText("น้ำท่วม", "Flood"), 2023, "10.1234/x", "https://example.org/1", AccessRights.MetadataOnly), (study.Title, study.Year, study.Doi, study.Url, study.Access));
        Assert.Equal((new DraftAddress("test", "oai:x:1"), LayerRule.Replaces, 2L), (entries[0].Address, entries[0].Layer, entries[0].Line));
        Assert.Equal((true, true, new DraftAddress("test", "oai:x:2")), (entries[1].Removal, entries[1].Usable, entries[1].Address));
        Assert.Equal((BulkProblems.NoDublinCore, "line 6"), (entries[2].Problems[0].Code, entries[2].Problems[0].Place));
    }

    [Fact]
    public void Broken_XML_is_named_by_line_and_column_behind_what_was_read()
    {
        var entries = BulkFile.Read(Open + "<record><header status=\"deleted\"><identifier>1</identifier></header></record>\n<record></wrong>", BulkFormat.OaiDc, Options);
        Assert.True(entries[0].Usable);
        Assert.Equal((BulkProblems.NotXml, "line 3 column 11"), (entries[1].Problems[0].Code, entries[1].Problems[0].Place));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><record>&a;</record>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><record>&b;&b;</record>")]
    public void Entities_are_never_resolved(string xml)
    {
        var entry = Assert.Single(BulkFile.Read(xml, BulkFormat.OaiDc, Options));
        Assert.Equal((BulkProblems.NotXml, 1L), (entry.Problems[0].Code, entry.Line));
        Assert.Null(entry.Raw);
    }

    [Theory]
    [InlineData("<record><header><identifier>", "x")]
    [InlineData("<record a=\"", "x")]
    [InlineData("<!-- ", "x")]
    [InlineData("<record", "x")]
    public void A_node_without_end_is_a_problem_and_is_never_held(string head, string unit)
    {
        using var stream = new RepeatedBytes(Encoding.UTF8.GetBytes(head), Encoding.UTF8.GetBytes(unit), 200_000_000, []);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var entry = BulkReaders.Read(stream, BulkFormat.OaiDc, Options with { LongestEntry = 1024 * 1024 }).Single();
        Assert.Equal(BulkProblems.Damaged, entry.Problems[0].Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64L * 1024 * 1024);
    }

    [Fact]
    public void Real_answers_are_read_whole()
    {
        var (records, removals, broken) = (0, 0, new List<string>());
        foreach (var file in Directory.EnumerateFiles(Corpus.Folder("oai"), "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(file);
            foreach (var entry in BulkReaders.Read(stream, BulkFormat.OaiDc, Options))
            {
                records += entry.Draft is not null ? 1 : 0;
                removals += entry.Removal ? 1 : 0;
                if (entry.Problems.FirstOrDefault(p => p.Code is BulkProblems.NotXml or BulkProblems.Damaged) is { } problem)
                {
                    broken.Add($"{Path.GetFileName(file)} {problem.Place}");
                }
            }
        }

        Assert.Equal((272, 9), (records, removals));
        Assert.Equal(["00001.xml line 1 column 1308", "00001.xml line 1 column 289", "ListRecordsBroken.xml line 1 column 1"], broken);
    }
}
