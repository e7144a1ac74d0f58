using EvidenceRegistry.Bench.Load;
using EvidenceRegistry.FullText;
using EvidenceRegistry.FullText.Elasticsearch;
using EvidenceRegistry.Tests.Databases;
using EvidenceRegistry.Tests.Journeys;
using EvidenceRegistry.Tests.Repository;

namespace EvidenceRegistry.Tests.Searching;

/// <summary>
/// The same questions, more than 500, to both engines over the same documents. <c>UPDATE_GOLDEN=1</c> writes <c>docs/proofs/parity.md</c>.
/// </summary>
public sealed class ParityTests : IAsyncLifetime
{
    private const int AtOnce = 300;
    private const int PageOfIds = 100;

    /// <summary>Of a question with more hits the ids are not collected.</summary>
    private const int MostIds = 3000;

    private readonly string _folder = Directory.CreateTempSubdirectory("registry-parity-").FullName;
    private readonly string _prefix = $"t{Guid.NewGuid():N}";
    private Uri? _address;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Both_engines_answer_the_same_questions_alike()
    {
        var inputs = Corpus.Folder();
        _address = Servers.Elasticsearch();
        var corpus = await ParityCorpus.ReadAsync(inputs);
        var mappings = SourceTree.PathOf("mappings");
        var analysis = TextAnalysis.Load(mappings);
        await using var lucene = await LuceneEvidenceIndex.OpenAsync(new LuceneOptions { Folder = _folder }, analysis, TimeProvider.System);
        await using var elastic = new ElasticEvidenceIndex(new ElasticOptions { Addresses = [_address], MappingsFolder = mappings, Prefix = _prefix }, analysis, TimeProvider.System);
        foreach (var index in new IEvidenceIndex[] { lucene, elastic })
        {
            foreach (var some in corpus.Documents.Chunk(AtOnce))
            {
                Assert.Empty(await index.WriteAsync([.. some.Select(one => new IndexWrite(one.Id, one.Revision, one))], Cancel));
                await index.RefreshAsync(Cancel);
            }
        }

        var seen = new ParityFindings();
        foreach (var question in corpus.Asked)
        {
            var one = await lucene.SearchAsync(question.Request, Cancel);
            var other = await elastic.SearchAsync(question.Request, Cancel);
            seen.Add(question, one, other);
            if (Math.Max(one.Total, other.Total) <= MostIds)
            {
                seen.AddSets(question, one, await IdsAsync(lucene, question.Request), await IdsAsync(elastic, question.Request));
            }
        }

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(SourceTree.PathOf("docs/proofs/parity.md"), seen.Table(corpus), Cancel);
        }

        Assert.Empty(seen.OtherTotals);
        Assert.Empty(seen.OtherFacets);
        Assert.Empty(seen.OtherOrders);
        Assert.Empty(seen.OtherSets);
        Assert.True(seen.SetsOfAllWords >= 250, seen.Table(corpus));
        Assert.True(seen.Overlap.Average() >= 0.95, seen.Table(corpus));
        Assert.True(Math.Abs(seen.Lucene.Average() - seen.Elastic.Average()) <= 0.003, seen.Table(corpus));
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        if (_address is not null)
        {
            using var server = new ElasticServer(_address.ToString());
            await server.ForgetRegistryAsync(_prefix);
        }
    }

    /// <summary>Every id behind a question, from cursor to cursor, each once.</summary>
    private static async Task<IReadOnlySet<string>> IdsAsync(IEvidenceIndex index, SearchRequest request)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var answer = await index.SearchAsync(request with { Size = PageOfIds, Cursor = cursor, Facets = false, Pages = false }, Cancel);
            Assert.Equal(SearchOutcome.Answered, answer.Outcome);
            Assert.All(answer.Hits, hit => Assert.True(ids.Add(hit.Id), $"{request.Query.Typed}: {hit.Id} twice"));
            cursor = answer.Next;
        }
        while (cursor is not null);
        return ids;
    }
}
