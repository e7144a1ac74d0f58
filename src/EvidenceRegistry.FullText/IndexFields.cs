namespace EvidenceRegistry.FullText;

/// <summary>Names of the index fields, the same in both engines. Text fields are named by who may read them and by stream.</summary>
internal static class IndexFields
{
    /// <summary>To be raised when documents get other fields: an index made with other ones is rebuilt.</summary>
    public const string Layout = "3";

    /// <summary>Id of the record, in record and page documents.</summary>
    public const string Id = "id";

    public const string Revision = "revision";
    public const string PagesHash = "pagesHash";
    public const string PageCount = "pageCount";

    /// <summary><see cref="IsRecord"/> or <see cref="IsGone"/>: a remembered deletion is a document that no search asks for.</summary>
    public const string State = "state";

    public const string IsRecord = "record";
    public const string IsGone = "gone";

    public const string Identifier = "identifier";
    public const string Year = "year";
    public const string ChangedAt = "changedAt";
    public const string SortTitle = "sortTitle";
    public const string Prior = "prior";

    /// <summary>Folded title, a line end, the title as given: what completion reads.</summary>
    public const string Completion = "completion";

    /// <summary>Words of open metadata as they are written, without variants: what completion and spelling read.</summary>
    public const string Vocabulary = "vocabulary";

    public const string File = "file";
    public const string Page = "page";

    /// <summary>1 for a page whose text was recognised in a picture.</summary>
    public const string FromPicture = "fromPicture";

    /// <summary>Record id, a line end, and the pages hash this page was written with.</summary>
    public const string PageOf = "pageOf";

    /// <summary>Positions left free between two texts of one field, so that no phrase reaches across.</summary>
    public const int Gap = 100;

    private const string Agency = "agency";

    /// <summary>Text of one reading class. Open holds titles, abstracts and all other open texts before the open pages.</summary>
    public static string Text(TextClass textClass, TextStream stream) => $"{NameOf(textClass)}.{NameOf(stream)}";

    /// <summary>Closed text once more, each token behind the number of an agency that may read it; without norms.</summary>
    public static string AgencyText(TextStream stream) => $"{Agency}.{NameOf(stream)}";

    /// <summary>Words of one weighted field; they raise a record, the open text selects it.</summary>
    public static string Weighted(TextField field) => field switch
    {
        TextField.Title => "title",
        TextField.Abstract => "abstract",
        TextField.Keywords => "keywords",
        TextField.Targets => "targets",
        _ => "other",
    };

    /// <summary>Facet and filter values.</summary>
    public static string Facet(string facet) => $"facet.{facet}";

    /// <summary>Tagged codes of one status.</summary>
    public static string Tag(string facet, string status) => $"facet.{facet}.{status}";

    private static string NameOf(TextClass textClass) => textClass switch
    {
        TextClass.Open => "open",
        TextClass.Embargoed => "embargoed",
        TextClass.Restricted => "restricted",
        _ => "metadataOnly",
    };

    private static string NameOf(TextStream stream) => stream switch
    {
        TextStream.Words => "words",
        TextStream.Pairs => "pairs",
        _ => "clusters",
    };
}
