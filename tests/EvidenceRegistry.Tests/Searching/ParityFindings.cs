using System.Globalization;
using System.Text;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Tests.Searching;

/// <summary>What two engines answered, side by side.</summary>
internal sealed class ParityFindings
{
    private const int Top = 10;

    private int _setsOfRelaxed;
    private long _idsOfAllWords;
    private int _pages;
    private int _samePages;

    public List<string> OtherTotals { get; } = [];

    public List<string> OtherFacets { get; } = [];

    /// <summary>Orders that no score decides.</summary>
    public List<string> OtherOrders { get; } = [];

    public List<string> OtherSets { get; } = [];

    /// <summary>Questions all of whose words were required, whose ids were collected and compared.</summary>
    public int SetsOfAllWords { get; private set; }

    public List<double> Overlap { get; } = [];

    /// <summary>Reciprocal ranks.</summary>
    public List<double> Lucene { get; } = [];

    public List<double> Elastic { get; } = [];

    public void Add(ParityQuestion question, SearchAnswer one, SearchAnswer other)
    {
        var typed = question.Request.Query.Typed;
        if ((one.Outcome, one.Total, one.HoldingAll, one.Relaxed is null) != (other.Outcome, other.Total, other.HoldingAll, other.Relaxed is null))
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

        foreach (var hit in one.Hits.Take(Top).Where(hit => other.Hits.Any(same => same.Id == hit.Id)))
        {
            _pages++;
            _samePages += hit.BestPage == other.Hits.First(same => same.Id == hit.Id).BestPage ? 1 : 0;
        }
    }

    /// <param name="answer">Of either engine: whether words were let go is the same in both where <see cref="OtherTotals"/> is empty.</param>
    public void AddSets(ParityQuestion question, SearchAnswer answer, IReadOnlySet<string> one, IReadOnlySet<string> other)
    {
        if (answer.Relaxed is null)
        {
            SetsOfAllWords++;
            _idsOfAllWords += one.Count;
        }
        else
        {
            _setsOfRelaxed++;
        }

        if (!one.SetEquals(other) || one.Count != answer.Total)
        {
            OtherSets.Add($"{question.Request.Query.Typed}: {one.Count} and {other.Count} ids of {answer.Total}, {string.Join(' ', one.Except(other).Take(3))} / {string.Join(' ', other.Except(one).Take(3))}");
        }
    }

    public string Table(ParityCorpus corpus) => new StringBuilder()
        .Append("# Both engines, the same questions\n\n")
        .Append(CultureInfo.InvariantCulture, $"{corpus.Documents.Count} documents: the registry's {corpus.Samples} samples as it gives them to an index (tags, areas, figures of datasets, pages of their PDFs), 1,000 news texts, the passages of XQuAD-th.\n")
        .Append(CultureInfo.InvariantCulture, $"{corpus.Asked.Count} questions: 250 of XQuAD-th, 250 pieces of titles of the news, the others pieces of the samples' titles and pages; words, quotations, filters, facets, other orders.\n")
        .Append("Made by `UPDATE_GOLDEN=1` and the test `ParityTests`.\n\n| | |\n| --- | --- |\n")
        .Append(CultureInfo.InvariantCulture, $"| questions with another total | {OtherTotals.Count} |\n")
        .Append(CultureInfo.InvariantCulture, $"| questions with another facet count | {OtherFacets.Count} |\n")
        .Append(CultureInfo.InvariantCulture, $"| orders by year or title that differ | {OtherOrders.Count} |\n")
        .Append(CultureInfo.InvariantCulture, $"| questions with all words required whose ids were collected by cursors and compared as sets | {SetsOfAllWords} ({_idsOfAllWords} ids) |\n")
        .Append(CultureInfo.InvariantCulture, $"| the same of questions whose words were relaxed | {_setsOfRelaxed} |\n")
        .Append(CultureInfo.InvariantCulture, $"| of both, other sets | {OtherSets.Count} |\n")
        .Append(CultureInfo.InvariantCulture, $"| overlap of the first ten | {Overlap.Average():F4} |\n")
        .Append(CultureInfo.InvariantCulture, $"| questions with the same ten | {Overlap.Count(overlap => overlap >= 1) / (double)Overlap.Count:F4} |\n")
        .Append(CultureInfo.InvariantCulture, $"| same best page | {_samePages / (double)_pages:F4} |\n")
        .Append(CultureInfo.InvariantCulture, $"| MRR@10 of XQuAD-th, embedded | {Lucene.Average():F4} |\n")
        .Append(CultureInfo.InvariantCulture, $"| MRR@10 of XQuAD-th, Elasticsearch | {Elastic.Average():F4} |\n")
        .ToString();

    private static double Rank(SearchAnswer answer, string wanted) =>
        answer.Hits.Take(Top).Select((hit, at) => hit.Id == wanted ? 1.0 / (at + 1) : 0).DefaultIfEmpty(0).Max();

    private static string Show(SearchAnswer answer) => string.Join(
        ' ', answer.Facets.OrderBy(facet => facet.Key, StringComparer.Ordinal).Select(facet => $"{facet.Key}={string.Join(',', facet.Value.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Value}:{value.Count}")))}"));
}
