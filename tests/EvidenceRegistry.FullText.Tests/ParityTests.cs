using System.Globalization;
using System.Text;
using EvidenceRegistry.FullText.Elasticsearch;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>
/// The same 500 questions to both engines over the same documents. <c>UPDATE_GOLDEN=1</c> writes <c>docs/proofs/parity.md</c>.
/// </summary>
public sealed class ParityTests : IAsyncLifetime
{
    private const int Top = 10;

    private readonly IndexFolder _folder = new();
    private ElasticCluster? _cluster;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    [Fact]
    public async Task Both_engines_answer_the_same_questions_alike()
    {
        string? inputs = Environment.GetEnvironmentVariable("REGISTRY_CORPUS");
        Assert.SkipWhen(string.IsNullOrEmpty(inputs), "REGISTRY_CORPUS names no public inputs.");
        _cluster = ElasticCluster.OfTheTests();
        var corpus = ParityCorpus.Read(inputs);
        await using LuceneEvidenceIndex lucene = await LuceneEvidenceIndex.OpenAsync(new LuceneOptions { Folder = _folder.Path }, Analysis.OfTheProject, TimeProvider.System);
        await using var elastic = new ElasticEvidenceIndex(_cluster.Options, Analysis.OfTheProject, TimeProvider.System);
        foreach (IndexDocument[] some in corpus.Documents.Chunk(300))
        {
            await lucene.With(some);
            await elastic.With(some);
        }

        var seen = new Seen();
        foreach (ParityQuestion question in corpus.Asked)
        {
            SearchAnswer one = await lucene.SearchAsync(question.Request, CancellationToken.None);
            SearchAnswer other = await elastic.SearchAsync(question.Request, CancellationToken.None);
            seen.Add(question, one, other);
        }

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(Path.Combine(Analysis.MappingsFolder(), "..", "docs", "proofs", "parity.md"), seen.Table(corpus));
        }

        Assert.Empty(seen.OtherTotals);
        Assert.Empty(seen.OtherFacets);
        Assert.Empty(seen.OtherOrders);
        Assert.True(seen.Overlap.Average() >= 0.95, seen.Table(corpus));
        Assert.True(Math.Abs(seen.Lucene.Average() - seen.Elastic.Average()) <= 0.003, seen.Table(corpus));
    }

    private sealed class Seen
    {
        public List<string> OtherTotals { get; } = [];

        public List<string> OtherFacets { get; } = [];

        /// <summary>Orders that no score decides.</summary>
        public List<string> OtherOrders { get; } = [];

        public List<double> Overlap { get; } = [];

        /// <summary>Reciprocal ranks.</summary>
        public List<double> Lucene { get; } = [];

        public List<double> Elastic { get; } = [];

        private int _pages;
        private int _samePages;

        public void Add(ParityQuestion question, SearchAnswer one, SearchAnswer other)
        {
            string typed = question.Request.Query.Typed;
            if ((one.Total, one.HoldingAll) != (other.Total, other.HoldingAll))
            {
                OtherTotals.Add(string.Create(CultureInfo.InvariantCulture, $"{typed}: {one.Total} of {one.HoldingAll}, {other.Total} of {other.HoldingAll}"));
            }

            if (Show(one) != Show(other))
            {
                OtherFacets.Add($"{typed}: {Show(one)} / {Show(other)}");
            }

            string[] first = [.. one.Hits.Take(Top).Select(hit => hit.Id)];
            string[] second = [.. other.Hits.Take(Top).Select(hit => hit.Id)];
            if (question.Request.Sort != SearchSort.Relevance && !first.SequenceEqual(second))
            {
                OtherOrders.Add(typed);
            }

            if (first.Length > 0)
            {
                Overlap.Add(first.Intersect(second).Count() / (double)Math.Max(first.Length, second.Length));
            }

            if (question.Wanted is { } wanted)
            {
                Lucene.Add(Rank(one, wanted));
                Elastic.Add(Rank(other, wanted));
            }

            foreach (Hit hit in one.Hits.Take(Top).Where(hit => other.Hits.Any(same => same.Id == hit.Id)))
            {
                _pages++;
                _samePages += hit.BestPage == other.Hits.First(same => same.Id == hit.Id).BestPage ? 1 : 0;
            }
        }

        public string Table(ParityCorpus corpus) => new StringBuilder()
            .Append("# Both engines, the same questions\n\n")
            .Append(CultureInfo.InvariantCulture, $"{corpus.Documents.Count} documents, {corpus.Asked.Count} questions (half of XQuAD-th, half pieces of titles: words, quotations, filters, other orders).\n")
            .Append("Made by `UPDATE_GOLDEN=1` and the test `ParityTests`.\n\n| | |\n| --- | --- |\n")
            .Append(CultureInfo.InvariantCulture, $"| questions with another total | {OtherTotals.Count} |\n")
            .Append(CultureInfo.InvariantCulture, $"| questions with another facet count | {OtherFacets.Count} |\n")
            .Append(CultureInfo.InvariantCulture, $"| orders by year or title that differ | {OtherOrders.Count} |\n")
            .Append(CultureInfo.InvariantCulture, $"| overlap of the first ten | {Overlap.Average():F4} |\n")
            .Append(CultureInfo.InvariantCulture, $"| questions with the same ten | {Overlap.Count(overlap => overlap >= 1) / (double)Overlap.Count:F4} |\n")
            .Append(CultureInfo.InvariantCulture, $"| same best page | {_samePages / (double)_pages:F4} |\n")
            .Append(CultureInfo.InvariantCulture, $"| MRR@10, embedded | {Lucene.Average():F4} |\n")
            .Append(CultureInfo.InvariantCulture, $"| MRR@10, Elasticsearch | {Elastic.Average():F4} |\n")
            .ToString();

        private static double Rank(SearchAnswer answer, string wanted) =>
            answer.Hits.Take(Top).Select((hit, at) => hit.Id == wanted ? 1.0 / (at + 1) : 0).DefaultIfEmpty(0).Max();

        private static string Show(SearchAnswer answer) => string.Join(
            ' ', answer.Facets.OrderBy(facet => facet.Key, StringComparer.Ordinal).Select(facet => $"{facet.Key}={string.Join(',', facet.Value.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Value}:{value.Count}")))}"));
    }
}
