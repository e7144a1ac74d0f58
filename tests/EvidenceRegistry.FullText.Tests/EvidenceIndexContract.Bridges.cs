using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

public abstract partial class EvidenceIndexContract
{
    [Fact]
    public async Task A_term_finds_texts_of_the_other_language_behind_those_in_its_own_words_and_says_which_bridge()
    {
        await Index.With(
            Study("en", "Flood warning in villages", "Flood damage falls."),
            Study("th", "การเตือนภัยน้ำท่วมในหมู่บ้าน", "น้ำท่วมลดลง"),
            Study("other", "ข้าวหอมมะลิ"));
        SearchAnswer thai = await Index.SearchAsync(Ask("น้ำท่วม") with { Explain = true }, CancellationToken.None);
        SearchAnswer english = await Index.SearchAsync(Ask("floods") with { Explain = true }, CancellationToken.None);

        Assert.Equal(["th", "en"], thai.Hits.Select(hit => hit.Id));
        Assert.Equal(["en", "th"], english.Hits.Select(hit => hit.Id));
        Assert.Null(thai.Relaxed);
        Assert.Contains("flood", Assert.Single(thai.Bridges).Also);
        Assert.Equal([(null, TextField.Title), ("flood", TextField.Title)], thai.Hits.Select(hit => (hit.Words![0].By, hit.Words[0].Fields[0])));
    }

    [Fact]
    public async Task A_term_of_several_words_is_met_by_one_word_of_the_other_language_and_by_its_words_only_together()
    {
        await Index.With(
            Study("th", "ผู้สูงอายุในชุมชน"),
            Study("en", "Older people in towns"),
            Study("apart", "Older houses and the people in them"));

        Assert.Equal(["en", "th"], (await Index.Ids(Ask("ผู้สูงอายุ"))).Order(StringComparer.Ordinal));
        Assert.Equal(["apart", "en", "th"], (await Index.Ids(Ask("older people"))).Order(StringComparer.Ordinal));
        Assert.Equal("th", (await Index.Ids(Ask("older people ชุมชน")))[0]);
    }

    [Fact]
    public async Task A_quotation_and_an_exclusion_say_exactly_what_they_say()
    {
        await Index.With(Study("en", "Flood warning"), Study("th", "การเตือนภัยน้ำท่วม"));
        Assert.Equal(["th"], await Index.Ids(Ask("\"น้ำท่วม\"")));
        Assert.Equal(["en"], await Index.Ids(Ask("flood -น้ำท่วม")));
        Assert.Empty((await Index.SearchAsync(Ask("\"น้ำท่วม\""), CancellationToken.None)).Bridges);
    }

    [Fact]
    public async Task Facet_counts_of_a_bridged_question_are_the_totals_of_their_choices()
    {
        IndexDocument[] studies = [.. Enumerable.Range(0, 30).Select(i => Study($"s{i:00}", i % 3 == 0 ? "Flood in a town" : i % 3 == 1 ? "อุทกภัยในเมือง" : "น้ำท่วมในชุมชน") with
        {
            Facets = Facet(FacetNames.Agency, $"a{i % 4}"),
        })];
        await Index.With(studies);
        SearchAnswer all = await Index.SearchAsync(Ask("flood") with { Facets = true }, CancellationToken.None);
        Assert.Equal(30, all.Total);
        foreach (FacetCount count in all.Facets[FacetNames.Agency])
        {
            SearchAnswer one = await Index.SearchAsync(Ask("flood") with { Filters = Facet(FacetNames.Agency, count.Value) }, CancellationToken.None);
            Assert.Equal(count.Count, one.Total);
        }
    }

    [Fact]
    public async Task Names_of_one_thing_are_as_good_as_each_other()
    {
        await Index.With(Study("long", "หนี้ในนครราชสีมา"), Study("short", "หนี้ในโคราช"), Study("other", "หนี้ในตรัง"));
        SearchRequest asked = Ask("หนี้ โคราช");
        SearchAnswer answer = await Index.SearchAsync(asked with { Query = asked.Query with { Things = [new NamedThing("โคราช", ["นครราชสีมา"])] } }, CancellationToken.None);
        Assert.Equal(["long", "short"], answer.Hits.Select(hit => hit.Id).Order(StringComparer.Ordinal));
        Assert.Null(answer.Relaxed);
    }

    [Fact]
    public async Task A_page_that_answers_in_the_other_language_is_the_best_page_and_its_words_are_marked()
    {
        await Index.With(Study("a", "รายงานฉบับสมบูรณ์", "", 1, Page(1, "คำนำ"), Page(2, "Losses of older people in the flood rose.")));
        Hit hit = Assert.Single((await Index.SearchAsync(Ask("ผู้สูงอายุ น้ำท่วม"), CancellationToken.None)).Hits);
        Assert.Equal(2, hit.BestPage!.Value.Page);
        Passage passage = new PassageFinder(Analysis.OfTheProject, QueryParser.Parse("ผู้สูงอายุ น้ำท่วม", 100)).Find("Losses of older people in the flood rose.")!;
        Assert.Equal(["older people", "flood"], passage.Marks.Select(mark => passage.Text[mark.From..mark.To]));
    }
}
