namespace EvidenceRegistry.FullText.Tests;

/// <summary>Short ways to write what a test puts in and asks for.</summary>
internal static class Studies
{
    public static IndexDocument Study(string id, string title, string abstractText = "", long revision = 1, params PageText[] pages) => new()
    {
        Id = id,
        Revision = revision,
        Kind = "study",
        Texts = abstractText.Length == 0
            ? [new FieldText(TextField.Title, title)]
            : [new FieldText(TextField.Title, title), new FieldText(TextField.Abstract, abstractText)],
        SortTitle = title,
        Pages = pages,
        PagesHash = string.Join('|', pages.Select(page => $"{page.File}{page.Page}{page.Class}{string.Join(',', page.Agencies)}{page.Text.GetHashCode(StringComparison.Ordinal)}")),
    };

    public static PageText Page(int number, string text, TextClass textClass = TextClass.Open, params int[] agencies) =>
        new("file", number, text, textClass, agencies);

    public static IndexWrite Put(IndexDocument document) => new(document.Id, document.Revision, document);

    public static IndexWrite Delete(string id, long revision) => new(id, revision, null);

    public static SearchRequest Ask(string words, ReadingRights? rights = null) => new()
    {
        Query = QueryParser.Parse(words, 10_000),
        Rights = rights ?? ReadingRights.Open,
    };

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Facet(string name, params string[] values) =>
        new Dictionary<string, IReadOnlyList<string>> { [name] = values };

    public static async Task<IEvidenceIndex> With(this IEvidenceIndex index, params IndexDocument[] documents)
    {
        IReadOnlyList<RefusedWrite> refused = await index.WriteAsync([.. documents.Select(Put)], CancellationToken.None);
        Assert.Empty(refused);
        await index.RefreshAsync(CancellationToken.None);
        return index;
    }

    public static async Task<string[]> Ids(this IEvidenceIndex index, SearchRequest request)
    {
        SearchAnswer answer = await index.SearchAsync(request, CancellationToken.None);
        Assert.Equal(SearchOutcome.Answered, answer.Outcome);
        return [.. answer.Hits.Select(hit => hit.Id)];
    }
}
