using System.Text.Json.Nodes;
using EvidenceRegistry.Formats.Citations;
using EvidenceRegistry.Tests.Searching;

namespace EvidenceRegistry.Tests.Pages;

/// <summary>
/// References to copy. APA and Vancouver are held against an independent CSL processor (tests/readers); Chicago's style file is in no package that
/// restores here, so Chicago, and all Thai forms, are held against what the manuals say.
/// </summary>
public sealed class CitationStyleTests
{
    private static readonly CitedWork Work = new(["Anna B. Writer"], "Sample Agency", 2023, "Effects of school meals on attendance", false, "10.5555/a.b", null, "", true);

    private static readonly CitedWork Thai = new(["สมหญิง ตัวอย่าง"], "หน่วยงานตัวอย่าง", 2023, "ผลของอาหารกลางวันต่อการมาเรียน", false, null, "https://example.org/a", "", false);

    [Fact]
    public async Task Apa_and_Vancouver_say_what_an_independent_processor_says()
    {
        NodeReaders.Need();
        (JsonObject Name, string Line)[] people =
        [
            (Person("Ludwig", "Beethoven", "van"), "Ludwig van Beethoven"), (Person("Jean-Paul", "Sartre"), "Jean-Paul Sartre"), (Person("J. R. R.", "Writer"), "J. R. R. Writer"),
            (Person("Anna B.", "Writer"), "Dr. Anna B. Writer"), (Group("Sample Research Institute"), "Sample Research Institute"), (Person("Maria", "de la Cruz"), "Maria de la Cruz"),
            .. Enumerable.Range(1, 20).Select(n => (Person($"Name{(char)('A' + n)}", $"Family{(char)('A' + n)}"), $"Name{(char)('A' + n)} Family{(char)('A' + n)}")),
        ];
        var works = new List<(CitedWork Work, JsonObject Item)>();
        foreach (var count in new[] { 1, 2, 3, 6, 7, 8, 20, 21, 26 })
        {
            works.Add(Pair(Work with { Authors = [.. people.Take(count).Select(p => p.Line)] }, [.. people.Take(count).Select(p => p.Name)]));
        }

        JsonObject[] anna = [Person("Anna B.", "Writer")];
        works.Add(Pair(Work with { Authors = [] }, [Group("Sample Agency")], publisher: false));
        works.Add(Pair(Work with { Authors = ["Sample Research Institute", "Jane Lee"] }, [Group("Sample Research Institute"), Person("Jane", "Lee")]));
        works.Add(Pair(Work with { Year = null }, anna));
        works.Add(Pair(Work with { Doi = null, Url = "https://example.org/a?b=c" }, anna));
        works.Add(Pair(Work with { Doi = null }, anna));
        works.Add(Pair(Work with { IsDataset = true }, anna));
        works.Add(Pair(Work with { Title = "Do school meals work?" }, anna));
        works.Add(Pair(Work with { Authors = ["Writer, Anna B."] }, anna));

        var file = Path.Combine(Directory.CreateTempSubdirectory("registry-cite-").FullName, "items.json");
        await File.WriteAllTextAsync(file, new JsonArray([.. works.Select(w => (JsonNode)w.Item)]).ToJsonString());
        var set = await NodeReaders.RunAsync("style.mjs", file);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        Assert.Equal(works.Count, set.Count);
        Assert.Equal(set.Select(s => (string)s!["apa"]!), works.Select(w => CitationStyles.Apa(w.Work)));
        Assert.Equal(set.Select(s => (string)s!["vancouver"]!), works.Select(w => CitationStyles.Vancouver(w.Work)));
    }

    [Theory]
    [InlineData(1, "Writer, Anna A. 2023.")]
    [InlineData(2, "Writer, Anna A., and Anna B. Writer. 2023.")]
    [InlineData(3, "Writer, Anna A., Anna B. Writer, and Anna C. Writer. 2023.")]
    [InlineData(6, "Writer, Anna A., Anna B. Writer, Anna C. Writer, Anna D. Writer, Anna E. Writer, and Anna F. Writer. 2023.")]
    [InlineData(7, "Writer, Anna A., Anna B. Writer, Anna C. Writer, et al. 2023.")]
    [InlineData(21, "Writer, Anna A., Anna B. Writer, Anna C. Writer, et al. 2023.")]
    public void Chicago_turns_the_first_name_round_and_no_other(int authors, string begins)
    {
        var said = CitationStyles.Chicago(Work with { Authors = [.. Enumerable.Range(0, authors).Select(n => $"Anna {(char)('A' + n)}. Writer")] });
        Assert.Equal($"{begins} Effects of school meals on attendance. Sample Agency. https://doi.org/10.5555/a.b", said);
    }

    [Fact]
    public void Chicago_knows_groups_and_works_without_year_or_author()
    {
        Assert.StartsWith("Sample Research Institute and Jane Lee. 2023. ", CitationStyles.Chicago(Work with { Authors = ["Sample Research Institute", "Jane Lee"] }), StringComparison.Ordinal);
        Assert.StartsWith("Writer, Anna B. n.d. Effects", CitationStyles.Chicago(Work with { Year = null }), StringComparison.Ordinal);
        Assert.Equal("Effects of school meals on attendance. 2023. https://doi.org/10.5555/a.b", CitationStyles.Chicago(Work with { Authors = [], Agency = null }));
        Assert.Equal("Sample Agency. 2023. Effects of school meals on attendance. https://doi.org/10.5555/a.b", CitationStyles.Chicago(Work with { Authors = ["Sample Agency"] }));
    }

    [Theory]
    [InlineData(1, "ผู้วิจัย ก", "ผู้วิจัย ก", "ผู้วิจัย ก", "ผู้วิจัย ก")]
    [InlineData(2, "ผู้วิจัย ก และ ผู้วิจัย ข", "ผู้วิจัย ก, ผู้วิจัย ข", "ผู้วิจัย ก และ ผู้วิจัย ข", "ผู้วิจัย ก และ ผู้วิจัย ข")]
    [InlineData(3, "ผู้วิจัย ก, ผู้วิจัย ข, และ ผู้วิจัย ค", "ผู้วิจัย ก, ผู้วิจัย ข, ผู้วิจัย ค", "ผู้วิจัย ก, ผู้วิจัย ข และ ผู้วิจัย ค", "ผู้วิจัย ก, ผู้วิจัย ข และ ผู้วิจัย ค")]
    [InlineData(7, "ผู้วิจัย ก, ผู้วิจัย ข, ผู้วิจัย ค, ผู้วิจัย ง, ผู้วิจัย จ, ผู้วิจัย ฉ, และ ผู้วิจัย ช", "ผู้วิจัย ก, ผู้วิจัย ข, ผู้วิจัย ค, ผู้วิจัย ง, ผู้วิจัย จ, ผู้วิจัย ฉ, และคณะ", "ผู้วิจัย ก, ผู้วิจัย ข, ผู้วิจัย ค และคณะ", "ผู้วิจัย ก และคณะ")]
    public void Thai_names_stand_as_they_are_spoken(int authors, string apa, string vancouver, string chicago, string thesis)
    {
        var work = Thai with { Authors = [.. "กขคงจฉช".Take(authors).Select(c => $"ผู้วิจัย {c}")] };
        const string Title = "ผลของอาหารกลางวันต่อการมาเรียน";
        Assert.Equal($"{apa}. (2566). {Title}. หน่วยงานตัวอย่าง. https://example.org/a", CitationStyles.Apa(work));
        Assert.Equal($"{vancouver}. {Title} [อินเทอร์เน็ต]. หน่วยงานตัวอย่าง; 2566. เข้าถึงได้จาก: https://example.org/a", CitationStyles.Vancouver(work));
        Assert.Equal($"{chicago}. 2566. {Title}. หน่วยงานตัวอย่าง. https://example.org/a", CitationStyles.Chicago(work));
        Assert.Equal($"{thesis}. (2566). {Title}. หน่วยงานตัวอย่าง. สืบค้นจาก https://example.org/a", CitationStyles.ThaiThesis(work));
    }

    [Fact]
    public void Of_twenty_one_Thai_authors_APA_names_nineteen_and_the_last()
    {
        var said = CitationStyles.Apa(Thai with { Authors = [.. Enumerable.Range(1, 21).Select(n => $"ผู้วิจัย {n}")] });
        Assert.Contains("ผู้วิจัย 19, … ผู้วิจัย 21. (2566).", said, StringComparison.Ordinal);
        Assert.DoesNotContain("ผู้วิจัย 20", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Thai_groups_titles_and_missing_years_are_said_as_in_Thai_references()
    {
        Assert.Equal("หน่วยงานตัวอย่าง. (ม.ป.ป.). ผลของอาหารกลางวันต่อการมาเรียน. สืบค้นจาก https://example.org/a", CitationStyles.ThaiThesis(Thai with { Authors = [], Year = null }));
        Assert.StartsWith("สมหญิง ตัวอย่าง และ กมล ตัวอย่าง. (2566)", CitationStyles.ThaiThesis(Thai with { Authors = ["ผศ.ดร.สมหญิง ตัวอย่าง", "นางสาวกมล ตัวอย่าง"] }), StringComparison.Ordinal);
        Assert.StartsWith("นายกสมาคม ตัวอย่าง. ", CitationStyles.ThaiThesis(Thai with { Authors = ["นายกสมาคม ตัวอย่าง"] }), StringComparison.Ordinal);
        Assert.StartsWith("สมหญิง ตัวอย่าง, & Writer, A. B. (2023).", CitationStyles.Apa(Work with { Authors = ["สมหญิง ตัวอย่าง", "Anna B. Writer"] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Writer, A., et al. (2023).", 4)]
    [InlineData("Writer, A., Writer, A., & Writer, A. (2023).", 3)]
    public void An_English_work_in_a_Thai_thesis_is_led_by_the_family_name(string begins, int authors) =>
        Assert.Equal($"{begins} Effects of school meals on attendance. Sample Agency. Retrieved from https://doi.org/10.5555/a.b", CitationStyles.ThaiThesis(Work with { Authors = [.. Enumerable.Repeat("Anna Writer", authors)] }));

    private static JsonObject Person(string given, string family, string? particle = null)
    {
        var person = new JsonObject { ["given"] = given, ["family"] = family };
        if (particle is not null)
        {
            person["non-dropping-particle"] = particle;
        }

        return person;
    }

    private static JsonObject Group(string name) => new() { ["literal"] = name };

    private static (CitedWork Work, JsonObject Item) Pair(CitedWork work, JsonObject[] authors, bool publisher = true)
    {
        var item = new JsonObject { ["id"] = "a", ["type"] = work.IsDataset ? "dataset" : "report", ["title"] = work.Title, ["language"] = "en", ["author"] = new JsonArray([.. authors.Select(a => a.DeepClone())]) };
        Put("publisher", publisher ? work.Agency : null);
        Put("DOI", work.Doi);
        Put("URL", work.Url);
        Put("issued", work.Year is { } year ? new JsonObject { ["date-parts"] = new JsonArray(new JsonArray(year)) } : null);
        return (work, item);

        void Put(string name, JsonNode? value)
        {
            if (value is not null)
            {
                item[name] = value;
            }
        }
    }
}
