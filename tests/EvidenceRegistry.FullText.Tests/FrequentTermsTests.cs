using Lucene.Net.Analysis.Core;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>What walks documents faster than the library must find the same as the library.</summary>
public sealed class FrequentTermsTests : IDisposable
{
    private const string Field = "text";
    private const int Documents = 3000;

    /// <summary>Words by how many documents hold them: about a half, a fifth, a fiftieth, one in a thousand.</summary>
    private static readonly (string Word, int OneIn)[] Words = [("half", 2), ("fifth", 5), ("fiftieth", 50), ("rare", 1000)];

    private static readonly Bm25 Scores = new(1.2, 0.75);

    private readonly RAMDirectory _folder = new();
    private readonly DirectoryReader _reader;
    private readonly IndexSearcher _searcher;

    public FrequentTermsTests()
    {
        var random = new Random(20210518);
        using var writer = new IndexWriter(_folder, new IndexWriterConfig(LuceneVersion.LUCENE_48, new WhitespaceAnalyzer(LuceneVersion.LUCENE_48)) { Similarity = Scores });
        for (int i = 0; i < Documents; i++)
        {
            // Now and then more often than a byte can say.
            IEnumerable<string> words = Words.Where(word => random.Next(word.OneIn) == 0)
                .SelectMany(word => Enumerable.Repeat(word.Word, random.Next(100) == 0 ? random.Next(250, 600) : random.Next(1, 6)));
            writer.AddDocument([new Lucene.Net.Documents.TextField(Field, string.Join(' ', words.Append("every")), Lucene.Net.Documents.Field.Store.NO), new StringField("id", $"{i}", Lucene.Net.Documents.Field.Store.NO)]);
        }

        writer.ForceMerge(1);
        foreach (int gone in Enumerable.Range(0, Documents).Where(_ => random.Next(7) == 0))
        {
            writer.DeleteDocuments(new Term("id", $"{gone}"));
        }

        writer.Commit();
        _reader = DirectoryReader.Open(_folder);
        _searcher = new IndexSearcher(_reader) { Similarity = Scores };
    }

    private AtomicReader Segment => _reader.Leaves.Single().AtomicReader;

    [Theory]
    [InlineData("every")]
    [InlineData("half")]
    [InlineData("fifth")]
    [InlineData("fiftieth")]
    public void AKeptListIsTheList(string word)
    {
        FrequentTerm kept = FrequentTerm.Decode(List(word, null), Segment.MaxDoc);
        foreach (IBits? live in new[] { null, Segment.LiveDocs })
        {
            Assert.Equal(All(List(word, live)), All(kept.Documents(live)));
            Assert.Equal(Jumps(List(word, live)), Jumps(kept.Documents(live)));
        }

        Assert.Equal(Segment.DocFreq(new Term(Field, word)), kept.Documents(null).GetCost());
        Assert.Contains(All(kept.Documents(null)), place => place.Often > byte.MaxValue || word == "every");
    }

    [Fact]
    public void ATermIsKeptFromTheSecondTimeAndForgottenWhenManyOthersCame()
    {
        var terms = new FrequentTerms(2_000_000);
        DocsEnum Open() => List("half", null);
        Assert.Null(terms.Find(Field, "half", Open));
        FrequentTerm first = Assert.IsType<FrequentTerm>(terms.Find(Field, "half", Open));
        Assert.Same(first, terms.Find(Field, "half", () => throw new InvalidOperationException("Read twice.")));
        for (int i = 0; i < 40; i++)
        {
            terms.Find(Field, $"other{i}", Open);
        }

        Assert.Null(terms.Find(Field, "half", Open));
        FrequentTerm asked = Assert.IsType<FrequentTerm>(terms.Find(Field, "half", Open));
        for (int i = 0; i < 80; i++)
        {
            terms.Find(Field, $"more{i}", Open);
            Assert.Same(asked, terms.Find(Field, "half", () => throw new InvalidOperationException("What is asked again and again went.")));
        }

        Assert.True(terms.IsFrequent(125_000));
        Assert.False(terms.IsFrequent(124_999));
    }

    [Fact]
    public void AnyOfAFewWaysIsWhatTheLibraryFinds()
    {
        Query[] ways = [.. Words.Select(word => new TermQuery(new Term(Field, word.Word)) { Boost = word.OneIn })];
        var best = new DisjunctionMaxQuery([.. ways], 0);
        var sum = new BooleanQuery(disableCoord: true);
        foreach (Query way in ways)
        {
            sum.Add(way, Occur.SHOULD);
        }

        Same(best, new AnyQuery(ways));
        Same(sum, new AnyQuery(ways, summed: true));
        var rare = new TermQuery(new Term(Field, "fifth"));
        Same(new BooleanQuery { { best, Occur.MUST }, { rare, Occur.MUST } }, new BooleanQuery { { new AnyQuery(ways), Occur.MUST }, { rare, Occur.MUST } });
        Same(new TermQuery(new Term(Field, "rare")), AnyQuery.Best([new TermQuery(new Term(Field, "rare"))]));
        Assert.Equal(0, _searcher.Search(new AnyQuery([new TermQuery(new Term(Field, "none")), new TermQuery(new Term(Field, "nothing"))]), 1).TotalHits);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _folder.Dispose();
    }

    private void Same(Query library, Query own)
    {
        (int, float)[] expected = [.. _searcher.Search(library, Documents).ScoreDocs.Select(hit => (hit.Doc, hit.Score)).Order()];
        (int, float)[] found = [.. _searcher.Search(own, Documents).ScoreDocs.Select(hit => (hit.Doc, hit.Score)).Order()];
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(hit => hit.Item1), found.Select(hit => hit.Item1));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Item2, pair.Second.Item2, 1e-4 * pair.First.Item2));
    }

    private DocsEnum List(string word, IBits? live) => Segment.GetTerms(Field).GetEnumerator() is var terms && terms.SeekExact(new BytesRef(word))
        ? terms.Docs(live, null, DocsFlags.FREQS)
        : throw new InvalidOperationException(word);

    private static List<(int Doc, int Often)> All(DocsEnum list)
    {
        var all = new List<(int, int)>();
        while (list.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
        {
            all.Add((list.DocID, list.Freq));
        }

        return all;
    }

    private static List<(int Doc, int Often)> Jumps(DocsEnum list)
    {
        var random = new Random(7);
        var all = new List<(int, int)>();
        for (int target = random.Next(5); list.Advance(target) != DocIdSetIterator.NO_MORE_DOCS; target = list.DocID + 1 + random.Next(90))
        {
            all.Add((list.DocID, list.Freq));
        }

        return all;
    }
}
