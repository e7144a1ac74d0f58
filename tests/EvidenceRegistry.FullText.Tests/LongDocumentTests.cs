using Microsoft.Extensions.Time.Testing;
using static EvidenceRegistry.FullText.Tests.Studies;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>Documents whose pages are too long to be held analysed all at once.</summary>
public sealed class LongDocumentTests
{
    private const int PageLetters = 3_000;

    private static readonly string[] Words = ["การท่องเที่ยว", "เศรษฐกิจ", "ชุมชน", "household income", "น้ำ", "ส่งเสริม", "policy ", "๒๕๖๗ ", "งานวิจัย", "\n"];

    [Fact]
    public void Pages_have_the_same_tokens_whether_they_are_held_or_not()
    {
        PageText[] pages = Pages((int)(AnalysedText.MostHeld / PageLetters) + 50);
        IReadOnlyList<AnalysedText> read = AnalysedText.OfPages(Analysis.OfTheProject, pages);
        foreach (int at in new[] { 0, pages.Length - 1, 700 })
        {
            AnalysedText held = AnalysedText.Of(Analysis.OfTheProject, pages[at].Text);
            Assert.Equal(held.Words, read[at].Words);
            Assert.Equal(held.Clusters.Count, read[at].Clusters.Count);
            Assert.Equal(held.Pairs, Enumerable.Range(0, read[at].Pairs.Count).Select(i => read[at].Pairs[i]));
            Assert.Equal(held.Clusters, read[at].Clusters);
        }
    }

    [Fact]
    public void Six_million_letters_of_pages_are_not_held_analysed()
    {
        PageText[] pages = Pages(2_000);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        IReadOnlyList<AnalysedText> read = AnalysedText.OfPages(Analysis.OfTheProject, pages);
        long tokens = read.Sum(page => (long)page.Words.Count + page.Clusters.Count);
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(read);
        Assert.True(tokens > 1_000_000);
        Assert.True(held < 100_000_000, $"{held / 1_000_000} MB are held.");
    }

    [Fact]
    public async Task A_long_document_is_found_by_its_first_page_and_its_last_and_by_words_that_stand_on_both()
    {
        using var folder = new IndexFolder();
        await using LuceneEvidenceIndex index = await LuceneEvidenceIndex.OpenAsync(
            new LuceneOptions { Folder = Path.Combine(folder.Path, "index") }, Analysis.OfTheProject, new FakeTimeProvider());
        PageText[] pages = Pages((int)(AnalysedText.MostHeld / PageLetters) + 50);
        pages[0] = Page(1, "ปลาหมอสีคางดำ " + pages[0].Text);
        pages[^1] = Page(pages.Length, pages[^1].Text + " แมงกะพรุนกล่อง", TextClass.Restricted);
        await index.With(Study("long", "รายงานฉบับยาว", "", 1, pages), Study("short", "รายงานฉบับสั้น", "", 1, Page(1, "ปลาหมอสีคางดำ")));

        Assert.Equal(["long", "short"], (await index.Ids(Ask("\"ปลาหมอสีคางดำ\""))).Order(StringComparer.Ordinal));
        Assert.Empty(await index.Ids(Ask("\"แมงกะพรุนกล่อง\"")));
        Assert.Equal(["long"], await index.Ids(Ask("\"แมงกะพรุนกล่อง\"", ReadingRights.Everything)));
        Assert.Equal(["long"], await index.Ids(Ask("\"ปลาหมอสีคางดำ\" \"แมงกะพรุนกล่อง\"", ReadingRights.Everything)));
    }

    /// <summary>Pages of words, each page others.</summary>
    private static PageText[] Pages(int count)
    {
        var random = new Random(20261130);
        return [.. Enumerable.Range(1, count).Select(number => Page(number, Text(random)))];
    }

    private static string Text(Random random)
    {
        var text = new System.Text.StringBuilder();
        while (text.Length < PageLetters)
        {
            text.Append(Words[random.Next(Words.Length)]);
        }

        return text.ToString();
    }
}
