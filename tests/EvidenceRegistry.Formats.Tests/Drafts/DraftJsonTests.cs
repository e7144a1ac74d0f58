using System.Globalization;
using System.Text;
using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tests.Drafts;

public sealed class DraftJsonTests
{
    private const string Smallest = """{"source": "tsri", "sourceId": "RDG 64/1-0001", "title": {"th": "น้ำ"}, "year": 2023, "agency": "มหาวิทยาลัยตัวอย่าง"}""";

    [Fact]
    public void The_smallest_study_is_taken_without_a_problem()
    {
        var reading = DraftJson.Read(Encoding.UTF8.GetBytes(Smallest));
        Assert.Empty(reading.Problems);
        var study = Assert.IsType<StudyContent>(reading.Draft!.Content);
        Assert.Equal(("tsri", "RDG 64/1-0001", "น้ำ", 2023), (reading.Draft.Source, reading.Draft.SourceId, study.Title!.Th, study.Year));
        Assert.Null(study.Access);
    }

    public static TheoryData<string, string, string, string> Wrong => new()
    {
        // member, value, code, details
        { "titel", "{}", "unknown-member", "title" },
        { "nonsenseOfAnyKind", "1", "unknown-member", "" },
        { "year", "\"2023\"", "wrong-type", "number text" },
        { "year", "2566", "year-not-common-era", "2023" },
        { "year", "2800", "out-of-range", "1800 2700" },
        { "year", "1e99", "out-of-range", "1800 2700" },
        { "title", "\"ชื่อ\"", "wrong-type", "object text" },
        { "keywords", "{}", "wrong-type", "list object" },
        { "keywords", "[1]", "wrong-type", "text number" },
        { "keywords", "[null]", "missing", "" },
        { "completedOn", "\"2023-02-30\"", "not-a-date", "" },
        { "completedOn", "\"30/02/2023\"", "not-a-date", "" },
        { "completedOn", "\"2566-01-31\"", "year-not-common-era", "2023-01-31" },
        { "fiscalYear", "2566", "year-not-common-era", "2023" },
        { "access", "\"secret\"", "not-one-of", "open, embargoed, restricted, metadataOnly" },
        { "access", "\"Open\"", "not-one-of", "open, embargoed, restricted, metadataOnly" },
        { "doi", "\"11.1234/x\"", "bad-doi", "" },
        { "url", "\"javascript:alert(1)\"", "bad-url", "" },
        { "handle", "\"no handle\"", "bad-handle", "" },
        { "language", "\"thai\"", "bad-language", "" },
        { "budget", "-1", "out-of-range", "0 1000000000000" },
        { "agency", "\"\\ud800 x\"", "lone-surrogate", "" },
        { "agency", "\"x\\u0000\"", "nul", "" },
        { "authors", """[{"orcid": "0000-0002-1825-0098"}]""", "bad-orcid", "" },
        { "files", """[{"name": "../x.pdf"}]""", "bad-file-name", "" },
        { "files", """[{}]""", "missing", "" },
        { "relations", """[{"type": "supersedes"}]""", "missing", "" },
        { "kind", "\"dataset\"", "not-one-of", "study" },
        { "dataType", "\"statistic\"", "unknown-member", "" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named_by_its_place_and_code(string member, string value, string code, string details)
    {
        var json = Smallest.Replace($"\"{member}\": ", $"\"ignored{member}\": ", StringComparison.Ordinal)[..^1] + $", \"{member}\": {value}}}";
        var problems = DraftJson.Read(Encoding.UTF8.GetBytes(json), DraftKind.Study).Problems.Where(p => p.Text != $"ignored{member}").ToList();
        var problem = problems.First(p => p.Code == code);
        Assert.StartsWith($"$.{member}", problem.Place, StringComparison.Ordinal);
        Assert.Equal(details, string.Join(' ', problem.Details));
        Assert.True(problem.Refuses);
    }

    [Fact]
    public void All_problems_come_at_once_each_at_its_place()
    {
        var reading = DraftJson.Read("""{"source": "x", "title": {"th": 1}, "year": 2566, "authors": [{}, {"orcid": "x"}], "b c": 1}"""u8.ToArray());
        Assert.Equal(
            ["$.agency missing", "$.authors[1].orcid bad-orcid", "$.sourceId missing", "$.title.th wrong-type", "$.year year-not-common-era", "$['b c'] unknown-member"],
            reading.Problems.Select(p => $"{p.Place} {p.Code}").Order(StringComparer.Ordinal));
        Assert.False(reading.Usable);
    }

    [Fact]
    public void Broken_JSON_is_named_by_line_and_column_counted_in_letters()
    {
        var problem = Assert.Single(DraftJson.Read(Encoding.UTF8.GetBytes("{\n  \"ก\": \"ข\", ค}")).Problems);
        Assert.Equal(("not-json", "2:13"), (problem.Code, problem.Place));
        Assert.Equal("not-utf8 1:4", Assert.Single(DraftJson.Read(new byte[] { (byte)'{', (byte)'"', (byte)'a', 0xE0, 0x41 }).Problems) is var p ? $"{p.Code} {p.Place}" : "");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("\ufeff{}")]
    [InlineData("{\"\\ud800\": 1}")]
    [InlineData("{\"\": {}, \"\\u0000\": 1}")]
    [InlineData("{\"title\": {\"th\": \"a\", \"th\": \"b\"}}")]
    public void Nothing_makes_it_throw_and_nothing_unusable_is_taken(string text) =>
        Assert.False(DraftJson.Read(Encoding.UTF8.GetBytes(text)).Usable);

    [Fact]
    public void Random_bytes_and_random_cuts_of_a_draft_never_throw()
    {
        var random = new Random(20261122);
        var whole = Encoding.UTF8.GetBytes(Smallest);
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = whole[..random.Next(whole.Length)];
            for (var hit = random.Next(4); hit > 0 && bytes.Length > 0; hit--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.NotEmpty(DraftJson.Read(bytes).Problems);
        }
    }

    [Fact]
    public void A_member_given_twice_and_a_title_of_megabytes_are_refused()
    {
        var twice = DraftJson.Read(Encoding.UTF8.GetBytes(Smallest[..^1] + ", \"year\": 2022}"));
        Assert.Equal("duplicate-member $.year", Assert.Single(twice.Problems) is var p ? $"{p.Code} {p.Place}" : "");
        var huge = DraftJson.Read(Encoding.UTF8.GetBytes(Smallest.Replace("น้ำ", new string('น', 3_000_000), StringComparison.Ordinal)));
        var problem = Assert.Single(huge.Problems);
        Assert.Equal(("too-long", "$.title.th", 200, "2000 3000000"), (problem.Code, problem.Place, problem.Text!.Length, string.Join(' ', problem.Details)));
    }

    [Fact]
    public void A_draft_of_nothing_but_mistakes_names_two_hundred_and_says_there_are_more()
    {
        var json = "{" + string.Join(',', Enumerable.Range(0, 100_000).Select(n => string.Create(CultureInfo.InvariantCulture, $"\"x{n}\":1"))) + "}";
        var problems = DraftJson.Read(Encoding.UTF8.GetBytes(json)).Problems;
        Assert.Equal((201, "more-problems"), (problems.Count, problems[^1].Code));
    }

    [Fact]
    public void Control_characters_go_with_a_warning_and_the_draft_stays_usable()
    {
        var reading = DraftJson.Read(Encoding.UTF8.GetBytes(Smallest.Replace("น้ำ", "น้\\u000bำ\\u0007", StringComparison.Ordinal)));
        Assert.True(reading.Usable);
        Assert.Equal("control-character", Assert.Single(reading.Problems).Code);
        Assert.Equal("น้ำ", reading.Draft!.Content.Title!.Th);
    }

    [Fact]
    public void Dates_are_read_the_same_under_a_Buddhist_calendar()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("th-TH");
            var reading = DraftJson.Read(Encoding.UTF8.GetBytes(Smallest[..^1] + ", \"completedOn\": \"2023-01-31\", \"budget\": 1500000.50}"));
            Assert.Empty(reading.Problems);
            var study = (StudyContent)reading.Draft!.Content;
            Assert.Equal((new DateOnly(2023, 1, 31), 1500000.5m), (study.CompletedOn, study.Budget));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_address_beside_the_draft_stands_for_its_ids_and_is_not_contradicted()
    {
        var address = new DraftAddress("tsri", "A/1");
        Assert.Equal("other-source-id", Assert.Single(DraftJson.Read(Encoding.UTF8.GetBytes(Smallest), DraftKind.Study, address).Problems).Code);
        var silent = DraftJson.Read("""{"title": {"en": "Water"}, "year": 2023, "agency": "x"}"""u8.ToArray(), DraftKind.Study, address);
        Assert.Empty(silent.Problems);
        Assert.Equal("A/1", silent.Draft!.SourceId);
    }

    [Theory]
    [InlineData("https://doi.org/10.14456/ABC.2023.1", "10.14456/abc.2023.1")]
    [InlineData("doi:10.14456/x", "10.14456/x")]
    public void A_DOI_is_kept_without_its_resolver(string written, string kept) =>
        Assert.Equal(kept, DraftJson.Read(Encoding.UTF8.GetBytes(Smallest[..^1] + $", \"doi\": \"{written}\"}}")).Draft!.Content.Doi);
}
