using EvidenceRegistry.FullText;
using EvidenceRegistry.Indexing;
using EvidenceRegistry.Readings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EvidenceRegistry.Tests.Searching;

/// <summary>The sample records as the registry gives them to an index (tags with all above them, areas, figures of datasets, pages of their PDFs), and questions to them.</summary>
internal static class ParitySamples
{
    private static readonly string[] Statuses = ["claimed", "confirmed", "proposed"];

    /// <summary>In the order of their source ids, which stand for the ids: those of the records are others at each start.</summary>
    public static async Task<IReadOnlyList<IndexDocument>> DocumentsAsync()
    {
        await using var registry = await SearchedRegistry.WithSamplesAsync();
        await registry.App.Services.GetRequiredService<TextReading>().DrainAsync(SearchedRegistry.Cancel);
        await using var db = registry.App.Databases.Open();
        var ids = await db.Records.OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(SearchedRegistry.Cancel);
        var documents = new List<IndexDocument>();
        await foreach (var made in registry.App.Services.GetRequiredService<IndexDocuments>().OfAsync(ids, SearchedRegistry.Cancel))
        {
            Assert.Empty(made.Refused);
            documents.AddRange(made.Writes.Select(write => Named(write.Document!)));
        }

        return [.. documents.OrderBy(document => document.Id, StringComparer.Ordinal)];
    }

    /// <summary>Of each sample a piece of its title, mostly under a filter by one of its own values, in all orders; of each page that has text some words from its middle, asked by who may read it.</summary>
    public static IEnumerable<ParityQuestion> Questions(IReadOnlyList<IndexDocument> samples)
    {
        foreach (var (at, document) in samples.Index())
        {
            var title = document.Texts.First(text => text.Field == TextField.Title).Text;
            var words = ParityCorpus.Words(title[..Math.Min(title.Length, 10 + (at % 15))].Trim());
            yield return new ParityQuestion((at % 8) switch
            {
                0 => words with { Filters = Filter(document, FacetNames.Area, at), RaisedAreas = document.Facets[FacetNames.Area] },
                1 => words with { Filters = Filter(document, FacetNames.Agency, at) },
                2 => words with { Filters = Filter(document, FacetNames.Target, at), TagStatuses = Statuses },
                3 => words with { Filters = Filter(document, FacetNames.Factor, at) },
                4 => words with { Filters = ParityCorpus.Facet(FacetNames.Kind, document.Kind), Sort = SearchSort.Newest },
                5 => ParityCorpus.Words("") with { Filters = Filter(document, FacetNames.Target, at), Sort = SearchSort.Title },
                6 => words with { Filters = Filter(document, FacetNames.DataYear, at), YearFrom = document.Year },
                _ => words with { ThisYear = 2026 },
            } with { Facets = true }, null);
        }

        foreach (var page in samples.SelectMany(document => document.Pages).Where(page => page.Text.Length > 60))
        {
            yield return new ParityQuestion(ParityCorpus.Words(page.Text.Substring(page.Text.Length / 2, 24).ReplaceLineEndings(" ")) with { Rights = ReadingRights.Everything, Facets = true }, null);
        }
    }

    private static IndexDocument Named(IndexDocument document)
    {
        IReadOnlyList<string> identifiers = [.. document.Identifiers.Where(one => one != document.Id)];
        return document with { Id = identifiers.Single(one => one.StartsWith("SAMPLE-", StringComparison.Ordinal)), Identifiers = identifiers };
    }

    /// <summary>One of its values of that facet, now a narrow and now a wide one; no filter where it has none.</summary>
    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Filter(IndexDocument document, string facet, int at)
    {
        var values = document.Facets.GetValueOrDefault(facet) ?? document.Tags.FirstOrDefault(tags => tags.Facet == facet)?.Codes ?? [];
        return values.Count > 0 ? ParityCorpus.Facet(facet, values[at % values.Count]) : new Dictionary<string, IReadOnlyList<string>>();
    }
}
