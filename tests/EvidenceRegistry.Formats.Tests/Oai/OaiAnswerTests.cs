using System.Text;
using EvidenceRegistry.Formats.Oai;

namespace EvidenceRegistry.Formats.Tests.Oai;

public sealed class OaiAnswerTests
{
    [Fact]
    public void Headers_tokens_and_deletions_are_read()
    {
        var answer = Read("""
            <OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListIdentifiers>
              <header><identifier>oai:a:1</identifier><datestamp>2024-01-01</datestamp><setSpec>x</setSpec></header>
              <header status="deleted"><identifier> oai:a:2 </identifier><datestamp>2024-01-02T00:00:00Z</datestamp></header>
              <header><identifier/><datestamp>2024-01-02</datestamp></header>
              <resumptionToken completeListSize="733" cursor="0">0/200/733</resumptionToken>
            </ListIdentifiers></OAI-PMH>
            """);
        Assert.Equal([new OaiHeader("oai:a:1", "2024-01-01", false), new OaiHeader("oai:a:2", "2024-01-02T00:00:00Z", true)], answer.Headers);
        Assert.Equal(("0/200/733", 733, true, null), (answer.Token, answer.ListSize, answer.Spoken, answer.Broken));
    }

    [Fact]
    public void What_breaks_off_keeps_what_came_before_and_names_the_place()
    {
        var answer = Read("<OAI-PMH><ListIdentifiers><header><identifier>oai:a:1</identifier><datestamp>2024-01-01</datestamp></header><header><ident");
        Assert.Equal("oai:a:1", Assert.Single(answer.Headers).Identifier);
        Assert.StartsWith("line 1", answer.Broken, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html><body>busy</body></html>")]
    [InlineData("not xml")]
    [InlineData("")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><OAI-PMH><error code=\"x\">&e;</error></OAI-PMH>")]
    public void Another_programs_answer_is_none(string body)
    {
        var answer = Read(body);
        Assert.True(!answer.Spoken || answer.Broken is not null);
        Assert.Null(answer.Message);
    }

    [Theory]
    [InlineData("phpoaipmh/GoodResponseFourPage_1.xml", 200, 0, "0/200/733/nsdl_dc/null/2012-07-26/null", null)]
    [InlineData("phpoaipmh/GoodResponseFourPage_4.xml", 133, 0, null, null)]
    [InlineData("sickle/ListRecords.xml", 2, 1, "ListRecords2.xml", null)]
    [InlineData("sickle/ListRecords4.xml", 1, 0, null, null)]
    [InlineData("sickle/badResumptionToken.xml", 0, 0, null, "badResumptionToken")]
    [InlineData("sickle/noRecordsMatch.xml", 0, 0, null, "noRecordsMatch")]
    [InlineData("sickle/idDoesNotExist.xml", 0, 0, null, "idDoesNotExist")]
    [InlineData("pyoai/fake1/00005.xml", 16, 0, null, null)]
    public void Answers_of_real_repositories_are_read(string file, int headers, int deleted, string? token, string? error)
    {
        var folder = Environment.GetEnvironmentVariable("REGISTRY_CORPUS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "REGISTRY_CORPUS names no folder of real inputs.");
        using var bytes = File.OpenRead(Path.Combine(folder!, "oai", file));
        var answer = OaiAnswer.Read(bytes);
        Assert.Equal((headers, deleted, token, error), (answer.Headers.Count, answer.Headers.Count(h => h.Deleted), answer.Token, answer.Error));
        Assert.Null(answer.Broken);
    }

    private static OaiAnswer Read(string xml) => OaiAnswer.Read(new MemoryStream(Encoding.UTF8.GetBytes(xml)));
}
