using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>An index document as Lucene documents: one for the record, one for each page, one for a remembered deletion.</summary>
internal static class LuceneDocuments
{
    private static readonly FieldType Exact = Frozen(IndexOptions.DOCS_ONLY, norms: false, words: false);
    private static readonly FieldType Listed = Frozen(IndexOptions.DOCS_ONLY, norms: false);
    private static readonly FieldType Counted = Frozen(IndexOptions.DOCS_AND_FREQS, norms: true);
    private static readonly FieldType Remembered = Frozen(IndexOptions.DOCS_AND_FREQS, norms: true, vectors: true);
    private static readonly FieldType Placed = Frozen(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, norms: true);
    private static readonly FieldType AgencyCounted = Frozen(IndexOptions.DOCS_AND_FREQS, norms: false);
    private static readonly FieldType AgencyPlaced = Frozen(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, norms: false);

    /// <summary>Text field → how it is kept. Positions serve quotations (clusters) and the best window (words).</summary>
    private static readonly Dictionary<string, FieldType> Types = TypesOfText();

    public static Document Record(IndexDocument document, IReadOnlyList<AnalysedText> texts, IReadOnlyList<AnalysedText> pages)
    {
        Document lucene = Headed(document.Id, document.Revision, IndexFields.IsRecord);
        lucene.Add(new BinaryDocValuesField(IndexFields.PagesHash, new BytesRef(document.PagesHash)));
        lucene.Add(new NumericDocValuesField(IndexFields.PageCount, document.Pages.Count));
        lucene.Add(new NumericDocValuesField(IndexFields.Year, document.Year ?? 0));
        lucene.Add(new NumericDocValuesField(IndexFields.ChangedAt, document.ChangedAt));
        lucene.Add(new NumericDocValuesField(IndexFields.Prior, BitConverter.DoubleToInt64Bits(document.Prior)));
        lucene.Add(new SortedDocValuesField(IndexFields.SortTitle, new BytesRef(SortKey.Of(document.SortTitle))));
        foreach (string identifier in document.Identifiers.Select(Identifiers.Fold).Where(i => i.Length > 0).Distinct(StringComparer.Ordinal))
        {
            lucene.Add(new Field(IndexFields.Identifier, identifier, Exact));
        }

        foreach (FieldText title in document.Texts.Where(text => text.Field == TextField.Title))
        {
            lucene.Add(new Field(IndexFields.Completion, CompletionKey.Of(title.Text), Exact));
        }

        foreach ((string field, string value) in FacetValues.Of(document))
        {
            lucene.Add(new Field(field, value, Exact));
            lucene.Add(new SortedSetDocValuesField(field, new BytesRef(value)));
        }

        AddText(lucene, TextRuns.OfRecord(document, texts, pages));
        return lucene;
    }

    public static Document Page(IndexDocument document, PageText page, AnalysedText text)
    {
        var lucene = new Document
        {
            new Field(IndexFields.Id, document.Id, Exact),
            new SortedDocValuesField(IndexFields.PageOf, new BytesRef(PageOf(document.Id, document.PagesHash))),
            new SortedDocValuesField(IndexFields.File, new BytesRef(page.File)),
            new NumericDocValuesField(IndexFields.Page, page.Page),
        };
        if (page.FromPicture)
        {
            lucene.Add(new NumericDocValuesField(IndexFields.FromPicture, 1));
        }

        AddText(lucene, TextRuns.OfPage(page, text));
        return lucene;
    }

    public static Document Gone(string id, long revision) => Headed(id, revision, IndexFields.IsGone);

    public static string PageOf(string id, string pagesHash) => $"{id}\n{pagesHash}";

    private static Document Headed(string id, long revision, string state) =>
    [
        new Field(IndexFields.Id, id, Exact),
        new SortedDocValuesField(IndexFields.Id, new BytesRef(id)),
        new Field(IndexFields.State, state, Exact),
        new NumericDocValuesField(IndexFields.Revision, revision),
    ];

    private static void AddText(Document document, Dictionary<string, List<TokenRun>> runs)
    {
        foreach ((string field, List<TokenRun> list) in runs)
        {
            document.Add(new Field(field, new RunTokens(list), Types[field]));
        }
    }

    private static Dictionary<string, FieldType> TypesOfText()
    {
        var types = new Dictionary<string, FieldType>(StringComparer.Ordinal);
        foreach (TextStream stream in Enum.GetValues<TextStream>())
        {
            bool placed = stream != TextStream.Pairs;
            foreach (TextClass textClass in Enum.GetValues<TextClass>())
            {
                types[IndexFields.Text(textClass, stream)] = placed ? Placed : Counted;
            }

            types[IndexFields.AgencyText(stream)] = placed ? AgencyPlaced : AgencyCounted;
        }

        foreach (TextField field in Enum.GetValues<TextField>())
        {
            types[IndexFields.Weighted(field)] = MoreLike.Fields.Contains(field) ? Remembered : Counted;
        }

        types[IndexFields.Vocabulary] = Listed;
        return types;
    }

    private static FieldType Frozen(IndexOptions options, bool norms, bool words = true, bool vectors = false)
    {
        var type = new FieldType
        {
            IsIndexed = true,
            IsTokenized = words,
            OmitNorms = !norms,
            IndexOptions = options,
            StoreTermVectors = vectors,
        };
        type.Freeze();
        return type;
    }
}
