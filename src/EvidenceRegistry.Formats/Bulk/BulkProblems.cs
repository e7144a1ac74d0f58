namespace EvidenceRegistry.Formats.Bulk;

/// <summary>Codes of what can be wrong with a bulk file beside its drafts. Stable, as <see cref="Drafts.ProblemCodes"/>.</summary>
public static class BulkProblems
{
    /// <summary>No byte, or nothing but blanks.</summary>
    public const string EmptyFile = "empty-file";

    /// <summary>There is text, but no entry of the format in it.</summary>
    public const string NoEntries = "no-entries";

    /// <summary>Neither name nor bytes are of a format there is a reader for.</summary>
    public const string UnknownFormat = "unknown-format";

    /// <summary>Details: the format its bytes show, the format that was named.</summary>
    public const string OtherFormat = "other-format";

    /// <summary>Details: the most bytes a line or entry may have.</summary>
    public const string EntryTooLong = "entry-too-long";

    /// <summary>The container (zip, gzip, workbook) is damaged from here on.</summary>
    public const string Damaged = "damaged";

    /// <summary>Bytes that are no text in the encoding of the file.</summary>
    public const string WrongEncoding = "wrong-encoding";

    public const string NotAYear = "not-a-year";

    public const string NotANumber = "not-a-number";

    /// <summary>Details: what was understood.</summary>
    public const string NotYesOrNo = "not-yes-or-no";

    /// <summary>No layout knows the columns. Details: the nearest layout, the columns of it that were missing.</summary>
    public const string UnknownColumns = "unknown-columns";

    /// <summary>Details: columns of the heading, fields of the row.</summary>
    public const string WrongColumnCount = "wrong-column-count";

    /// <summary>A quote is opened and never closed; what stands behind it belongs to no row.</summary>
    public const string UnterminatedQuote = "unterminated-quote";

    /// <summary>A quote stands inside an unquoted field, or text behind a closing one; read as it stands.</summary>
    public const string StrayQuote = "stray-quote";

    /// <summary>A cell holds an error of its spreadsheet (#N/A); read as empty.</summary>
    public const string CellError = "cell-error";

    /// <summary>A record does not say where it ends (RIS without ER); it was taken to end there.</summary>
    public const string MissingEnd = "missing-end";

    /// <summary>A record does not say what it is (RIS without TY).</summary>
    public const string MissingType = "missing-type";

    /// <summary>A brace is opened and never closed; the entry ends before the next one begins.</summary>
    public const string UnclosedBrace = "unclosed-brace";

    /// <summary>Not of the form of an entry. Details: line, column.</summary>
    public const string NotBibTex = "not-bibtex";

    /// <summary>The entry refers to one that is not in the file.</summary>
    public const string UnknownReference = "unknown-reference";

    /// <summary>Not well-formed XML, or with a document type, which is not read. Details: line, column.</summary>
    public const string NotXml = "not-xml";

    /// <summary>The record holds no Dublin Core.</summary>
    public const string NoDublinCore = "no-dublin-core";

    /// <summary>An OAI-PMH answer that is an error. Details: its code.</summary>
    public const string OaiError = "oai-error";

    /// <summary>A path in a zip that leaves its folder, or means another place.</summary>
    public const string PathOutside = "path-outside";

    /// <summary>A file that needs a password.</summary>
    public const string Encrypted = "encrypted";

    /// <summary>Details: the highest ratio taken, the one found.</summary>
    public const string ZipBomb = "zip-bomb";

    /// <summary>An archive in an archive is not opened.</summary>
    public const string ZipInZip = "zip-in-zip";

    /// <summary>Details: the most files taken.</summary>
    public const string TooManyFiles = "too-many-files";

    /// <summary>Details: the most bytes unpacked.</summary>
    public const string TooMuchUnpacked = "too-much-unpacked";

    /// <summary>Two files of a zip have this name.</summary>
    public const string FileTwice = "file-twice";

    /// <summary>An entry names a file that is not in the zip.</summary>
    public const string FileNotThere = "file-not-there";

    /// <summary>A report file that no entry names and no source id matches.</summary>
    public const string FileOfNobody = "file-of-nobody";

    /// <summary>An office document points outside itself; nothing was fetched. Details: how often.</summary>
    public const string OutsideLinks = "outside-links";

    /// <summary>An office document holds macros; they were not looked at.</summary>
    public const string Macros = "macros";
}
