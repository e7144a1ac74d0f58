using System.Text.Json;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>An index document as the server's documents: one for the record, one for each page. The server sees ready tokens and no text.</summary>
internal static class ElasticDocuments
{
    private static readonly HashSet<string> WithVariants =
    [
        .. Enum.GetValues<TextField>().Select(IndexFields.Weighted),
        .. Enum.GetValues<TextClass>().Select(textClass => IndexFields.Text(textClass, TextStream.Words)),
        IndexFields.AgencyText(TextStream.Words),
    ];

    public static void WriteRecord(Utf8JsonWriter to, IndexDocument document, IReadOnlyList<AnalysedText> texts, IReadOnlyList<AnalysedText> pages)
    {
        to.WriteStartObject();
        to.WriteString(IndexFields.Id, document.Id);
        to.WriteNumber(IndexFields.Revision, document.Revision);
        to.WriteString(IndexFields.PagesHash, document.PagesHash);
        to.WriteNumber(IndexFields.PageCount, document.Pages.Count);
        to.WriteNumber(IndexFields.Year, document.Year ?? 0);
        to.WriteNumber(IndexFields.ChangedAt, document.ChangedAt);
        to.WriteNumber(IndexFields.Prior, document.Prior);
        to.WriteString(IndexFields.SortTitle, SortKey.Of(document.SortTitle));
        WriteList(to, IndexFields.Identifier, document.Identifiers.Select(Identifiers.Fold).Where(identifier => identifier.Length > 0));
        WriteList(to, IndexFields.Completion, document.Texts.Where(text => text.Field == TextField.Title).Select(title => CompletionKey.Of(title.Text)));
        foreach (IGrouping<string, string> facet in FacetValues.Of(document).GroupBy(value => value.Field, value => value.Value, StringComparer.Ordinal))
        {
            WriteList(to, facet.Key, facet);
        }

        foreach (IGrouping<string, TagValues> tags in document.Tags.Where(tag => SearchRequest.UsualStatuses.Contains(tag.Status)).GroupBy(tag => tag.Facet, StringComparer.Ordinal))
        {
            WriteList(to, ElasticFields.Usual(tags.Key), tags.SelectMany(tag => tag.Codes));
        }

        Dictionary<string, List<TokenRun>> runs = TextRuns.OfRecord(document, texts, pages);
        if (runs.Remove(IndexFields.Vocabulary, out List<TokenRun>? vocabulary))
        {
            WriteList(to, IndexFields.Vocabulary, vocabulary.SelectMany(run => run.Tokens).Select(token => token.Text));
        }

        WriteText(to, runs);
        to.WriteString(ElasticFields.Places, WordPlaces.Write(texts.Select(text => new TokenRun(text.Words))));
        to.WriteEndObject();
    }

    public static void WritePage(Utf8JsonWriter to, IndexDocument document, int order, AnalysedText text)
    {
        PageText page = document.Pages[order];
        to.WriteStartObject();
        to.WriteString(IndexFields.Id, document.Id);
        to.WriteString(IndexFields.PageOf, LuceneDocuments.PageOf(document.Id, document.PagesHash));
        to.WriteString(IndexFields.File, page.File);
        to.WriteNumber(IndexFields.Page, page.Page);
        to.WriteNumber(ElasticFields.Order, order);
        to.WriteBoolean(IndexFields.FromPicture, page.FromPicture);
        WriteText(to, TextRuns.OfPage(page, text));
        to.WriteString(ElasticFields.Places, WordPlaces.Write([new TokenRun(text.Words)]));
        to.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter to, string field, IEnumerable<string> values)
    {
        to.WriteStartArray(field);
        foreach (string value in values.Distinct(StringComparer.Ordinal))
        {
            to.WriteStringValue(value);
        }

        to.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter to, Dictionary<string, List<TokenRun>> runs)
    {
        using var text = new PooledText();
        foreach ((string field, List<TokenRun> list) in runs)
        {
            to.WriteStartArray(field);
            foreach (TokenRun run in list)
            {
                text.Clear();
                Write(text, run, WithVariants.Contains(field));
                to.WriteStringValue(text.Written);
            }

            to.WriteEndArray();
        }
    }

    private static void Write(PooledText to, TokenRun run, bool variants)
    {
        int last = -1;
        foreach (Token token in run.Tokens)
        {
            if (variants && token.Position == last)
            {
                to.Append(ElasticFields.Variants);
            }
            else
            {
                for (int free = last + 1; free < token.Position; free++)
                {
                    to.Append(' ');
                    to.Append(ElasticFields.Nothing);
                }

                to.Append(' ');
            }

            to.Append(run.Prefix);
            to.Append(token.Text);
            last = token.Position;
        }
    }
}
