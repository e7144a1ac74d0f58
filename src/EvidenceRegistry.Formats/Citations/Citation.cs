using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Citations;

/// <summary>What is needed to cite a record and to find it again.</summary>
/// <param name="Id">Of the registry.</param>
/// <param name="Targets">Codes it is tagged with.</param>
public sealed record Citation(string Id, RecordContent Content, IReadOnlyList<string> Targets)
{
    /// <summary>Said with every sample, in each format's own place for notes.</summary>
    public const string SampleNote = "ตัวอย่าง ไม่ใช่หลักฐานจริง / Sample record, not evidence";

    public const string RetractedNote = "ถอนแล้ว / Retracted";

    public const string SupersededNote = "มีฉบับใหม่แทนแล้ว / Superseded";

    public bool IsDataset => Content is DatasetContent;

    public bool IsSample => Content.Sample == true;

    public string Title => Content.Title?.Shown() ?? "";

    /// <summary>The English title where the Thai one is shown.</summary>
    public string? OtherTitle => string.IsNullOrWhiteSpace(Content.Title?.Th) ? null : Content.Title.En;

    /// <summary>As the source gives them; the agency where it names nobody.</summary>
    public IReadOnlyList<string> Authors
    {
        get
        {
            var named = ((Content as StudyContent)?.Authors ?? [])
                .Select(a => a.Name?.Shown()).OfType<string>().Where(name => !string.IsNullOrWhiteSpace(name)).ToList();
            return named.Count > 0 ? named : Content.Agency is { } agency ? [agency] : [];
        }
    }

    public string? Funder => (Content as StudyContent)?.Funder;

    /// <summary>What a reader of the list must know: sample, retracted, superseded.</summary>
    public IReadOnlyList<string> Notes =>
    [
        .. IsSample ? [SampleNote] : Array.Empty<string>(),
        .. Content.Status switch
        {
            RecordStatus.Retracted => [RetractedNote],
            RecordStatus.Superseded => [SupersededNote],
            _ => Array.Empty<string>(),
        },
    ];

    /// <summary>One line, blanks folded: formats of lines and fields break at line ends.</summary>
    public static string OneLine(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>Writes citations one after the other, so that a list of any length can be streamed. Pure: text in, text out.</summary>
public abstract class CitationFormat
{
    public abstract string MediaType { get; }

    /// <summary>Without the dot.</summary>
    public abstract string FileEnding { get; }

    public virtual string Opening => "";

    public virtual string Closing => "";

    /// <param name="first">Nothing was written before it but <see cref="Opening"/>.</param>
    public abstract string Write(Citation citation, bool first);

    /// <summary>By the word of the API (csv, ris, bibtex, csl); null for any other.</summary>
    public static CitationFormat? Named(string word) => word switch
    {
        "csv" => new CsvCitations(),
        "ris" => new RisCitations(),
        "bibtex" => new BibTexCitations(),
        "csl" => new CslCitations(),
        _ => null,
    };

    public static IReadOnlyList<string> Words { get; } = ["csv", "ris", "bibtex", "csl"];
}
