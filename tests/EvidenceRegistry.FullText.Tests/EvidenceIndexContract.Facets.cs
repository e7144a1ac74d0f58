using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

public abstract partial class EvidenceIndexContract
{
    private static IndexDocument Tagged(string id, string title, int year, string kind, string area, params TagValues[] tags) => Study(id, title) with
    {
        Kind = kind,
        Year = year,
        Facets = new Dictionary<string, IReadOnlyList<string>>
        {
            [FacetNames.Area] = area.Length == 0 ? [] : ["TH", "R1", area],
            [FacetNames.Agency] = [year % 2 == 0 ? "กรม ก" : "กรม ข"],
        },
        Tags = tags,
    };

    private static TagValues Target(string status, params string[] codes) => new(FacetNames.Target, status, codes);

    private async Task FillTagged() => await Index.With(
        Tagged("a", "น้ำ ชุมชน", 2020, "study", "TH-50", Target("claimed", "11", "110300", "110301")),
        Tagged("b", "น้ำ เมือง", 2021, "study", "TH-51", Target("confirmed", "11", "110300", "110302"), Target("claimed", "11", "110300", "110302")),
        Tagged("c", "น้ำ สถิติ", 2022, "dataset", "TH-50", Target("proposed", "11", "110300", "110301")),
        Tagged("d", "ดิน สถิติ", 2022, "dataset", "", Target("rejected", "12", "120100")),
        Tagged("e", "น้ำ ดิน", 2023, "study", "TH-50", Target("claimed", "12", "120100", "120101")));

    [Fact]
    public async Task Values_of_one_filter_are_alternatives_and_filters_bind_each_other()
    {
        await FillTagged();
        SearchRequest either = Ask("") with { Filters = Facet(FacetNames.Area, "TH-50", "TH-51") };
        Assert.Equal(["a", "b", "c", "e"], await Index.Ids(either));
        Assert.Equal(["a", "b", "e"], await Index.Ids(either with
        {
            Filters = new Dictionary<string, IReadOnlyList<string>> { [FacetNames.Area] = ["TH-50", "TH-51"], [FacetNames.Kind] = ["study"] },
        }));
        Assert.Equal(["c", "b"], await Index.Ids(Ask("น้ำ") with { YearFrom = 2021, YearTo = 2022, Sort = SearchSort.Title }));
    }

    [Fact]
    public async Task A_node_of_the_plan_finds_everything_below_it()
    {
        await FillTagged();
        Assert.Equal(["a", "b"], await Index.Ids(Ask("") with { Filters = Facet(FacetNames.Target, "11") }));
        Assert.Equal(["a"], await Index.Ids(Ask("") with { Filters = Facet(FacetNames.Target, "110301") }));
    }

    [Fact]
    public async Task Only_the_tag_statuses_asked_for_count_and_a_record_counts_once_for_all_of_them()
    {
        await FillTagged();
        SearchRequest request = Ask("") with { Facets = true };
        SearchAnswer usual = await Index.SearchAsync(request, CancellationToken.None);
        Assert.Equal(2, usual.Facets[FacetNames.Target].Single(value => value.Value == "11").Count);
        SearchAnswer proposed = await Index.SearchAsync(request with { TagStatuses = ["proposed", "claimed", "confirmed"] }, CancellationToken.None);
        Assert.Equal(3, proposed.Facets[FacetNames.Target].Single(value => value.Value == "11").Count);
        Assert.Equal(["c"], await Index.Ids(Ask("") with { TagStatuses = ["proposed"], Filters = Facet(FacetNames.Target, "110301") }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("น้ำ")]
    public async Task Every_facet_count_is_the_total_of_the_same_question_with_that_value_alone(string typed)
    {
        await FillTagged();
        SearchRequest request = Ask(typed) with
        {
            Facets = true,
            YearFrom = 2020,
            YearTo = 2022,
            LeftOut = ["b"],
            Filters = new Dictionary<string, IReadOnlyList<string>> { [FacetNames.Kind] = ["study"], [FacetNames.Area] = ["R1"] },
        };
        SearchAnswer answer = await Index.SearchAsync(request, CancellationToken.None);
        Assert.Contains(answer.Facets[FacetNames.Kind], value => value.Value == "dataset");
        foreach ((string facet, IReadOnlyList<FacetCount> counts) in answer.Facets)
        {
            foreach (FacetCount count in counts)
            {
                var filters = request.Filters.Where(filter => filter.Key != facet).Append(new(facet, [count.Value])).ToDictionary();
                bool isYear = facet == FacetNames.Year;
                SearchAnswer alone = await Index.SearchAsync(
                    request with { Filters = filters, YearFrom = isYear ? null : 2020, YearTo = isYear ? null : 2022 }, CancellationToken.None);
                Assert.True(count.Count == alone.Total, $"{facet} {count.Value}: {count.Count} counted, {alone.Total} found");
            }
        }
    }

    [Theory]
    [InlineData("น้ำ ดิน")]
    [InlineData("\"น้ำดี\" ดิน")]
    [InlineData("น้ำ ดิน ลม ไฟ ป่า เขา")]
    public async Task A_facet_count_is_the_total_of_its_choice_also_where_the_filters_leave_nothing_that_holds_all_words(string typed)
    {
        await Index.With(
            Study("a", "น้ำดี ดิน") with { Facets = Facet(FacetNames.Kind, "study") },
            Study("b", "น้ำ ลม") with { Facets = Facet(FacetNames.Kind, "dataset") },
            Study("c", "น้ำ ไฟ") with { Facets = Facet(FacetNames.Kind, "study") },
            Study("d", "น้ำ") with { Facets = Facet(FacetNames.Kind, "report") });
        SearchRequest request = Ask(typed) with { Facets = true, Filters = Facet(FacetNames.Kind, "dataset") };
        SearchAnswer answer = await Index.SearchAsync(request, CancellationToken.None);
        Assert.Contains(answer.Facets[FacetNames.Kind], value => value.Value == "study");
        foreach (FacetCount count in answer.Facets[FacetNames.Kind])
        {
            Assert.Equal((count.Value, count.Count), (count.Value, (await Index.SearchAsync(request with { Filters = Facet(FacetNames.Kind, count.Value) }, CancellationToken.None)).Total));
        }
    }

    [Fact]
    public async Task Facet_values_come_by_count_and_then_by_value_and_no_more_than_asked_for()
    {
        await FillTagged();
        SearchAnswer answer = await Index.SearchAsync(Ask("") with { Facets = true, FacetSize = 2 }, CancellationToken.None);
        Assert.Equal([new FacetCount("2022", 2), new FacetCount("2020", 1)], answer.Facets[FacetNames.Year]);
        Assert.Equal(FacetNames.All.Order(), answer.Facets.Keys.Order());
    }

    [Fact]
    public async Task Every_facet_that_has_a_name_is_filtered_and_counted()
    {
        string[] named = [.. FacetNames.All.Except([FacetNames.Kind, FacetNames.Year, FacetNames.Target, FacetNames.Factor])];
        await Index.With(Study("a", "มลพิษ") with { Facets = named.ToDictionary(facet => facet, IReadOnlyList<string> (facet) => [$"ค่า, {facet}", "2"]) }, Study("b", "มลพิษ"));
        foreach (string facet in named)
        {
            SearchAnswer answer = await Index.SearchAsync(Ask("") with { Filters = Facet(facet, $"ค่า, {facet}"), Facets = true }, CancellationToken.None);
            Assert.Equal(["a"], answer.Hits.Select(hit => hit.Id));
            Assert.Contains(new FacetCount($"ค่า, {facet}", 1), answer.Facets[facet]);
        }
    }

    [Fact]
    public async Task A_record_left_out_is_in_no_hit_total_count_or_completion()
    {
        await Index.With(Study("a", "มลพิษอากาศ"), Study("b", "มลพิษน้ำ"));
        SearchAnswer answer = await Index.SearchAsync(Ask("มลพิษ") with { LeftOut = ["b", "unknown"], Facets = true }, CancellationToken.None);
        Assert.Equal(["a"], answer.Hits.Select(hit => hit.Id));
        Assert.Equal(1, answer.Total);
        Assert.Equal([new FacetCount("study", 1)], answer.Facets[FacetNames.Kind]);
        Assert.DoesNotContain("มลพิษน้ำ", await Index.SuggestAsync("มลพิษ", 10, ["b"], CancellationToken.None));
    }
}
