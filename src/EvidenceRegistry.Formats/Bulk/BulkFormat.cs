namespace EvidenceRegistry.Formats.Bulk;

public enum BulkFormat
{
    /// <summary>The registry's own JSON, one object a line.</summary>
    Ndjson,

    /// <summary>RFC 4180 and what spreadsheets make of it: comma, semicolon or tab.</summary>
    Csv,

    /// <summary>A workbook of Office Open XML; read by a field map, as CSV is.</summary>
    Xlsx,

    /// <summary>The workbook of the Thai government catalogue: sheets Temp2_Meta_… and Temp3_Resource_….</summary>
    GdCatalog,

    Ris,

    BibTex,

    /// <summary>CSL-JSON: an array of items, or one item.</summary>
    Csl,

    /// <summary>Unqualified Dublin Core: one record, or whole answers of OAI-PMH.</summary>
    OaiDc,

    /// <summary>Any of these together, with report files.</summary>
    Zip,
}

/// <summary>What an entry does to the layer its source wrote before.</summary>
public enum LayerRule
{
    /// <summary>The entry is the layer: what it does not say is no longer said.</summary>
    Replaces,

    /// <summary>What it does not say, or leaves empty, stays; what its erase marks name goes. See <see cref="LayerMerge"/>.</summary>
    KeepsWhatIsKnown,
}

/// <param name="Word">As the API and the command line name it.</param>
/// <param name="MediaTypes">The first is the one to send.</param>
/// <param name="Extensions">With the dot, in lower case.</param>
public sealed record BulkFormatFacts(
    BulkFormat Format, string Word, IReadOnlyList<string> MediaTypes, IReadOnlyList<string> Extensions, LayerRule Layer);

/// <summary>Every format there is a reader for.</summary>
public static partial class BulkFormats
{
    public static IReadOnlyList<BulkFormatFacts> All { get; } =
    [
        new(BulkFormat.Ndjson, "ndjson", ["application/x-ndjson", "application/jsonl"], [".ndjson", ".jsonl"], LayerRule.Replaces),
        new(BulkFormat.Csv, "csv", ["text/csv", "text/tab-separated-values"], [".csv", ".tsv"], LayerRule.KeepsWhatIsKnown),
        new(BulkFormat.Xlsx, "xlsx", ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"], [".xlsx", ".xlsm"], LayerRule.KeepsWhatIsKnown),
        new(BulkFormat.GdCatalog, "gdcatalog", [], [], LayerRule.KeepsWhatIsKnown),
        new(BulkFormat.Ris, "ris", ["application/x-research-info-systems"], [".ris"], LayerRule.KeepsWhatIsKnown),
        new(BulkFormat.BibTex, "bibtex", ["application/x-bibtex"], [".bib", ".bibtex"], LayerRule.KeepsWhatIsKnown),
        new(BulkFormat.Csl, "csl", ["application/vnd.citationstyles.csl+json"], [".json"], LayerRule.KeepsWhatIsKnown),
        new(BulkFormat.OaiDc, "oai_dc", ["application/xml", "text/xml"], [".xml"], LayerRule.Replaces),
        new(BulkFormat.Zip, "zip", ["application/zip"], [".zip"], LayerRule.Replaces),
    ];

    public static BulkFormatFacts Of(BulkFormat format) => All.First(facts => facts.Format == format);

    /// <summary>By the word of the API; null for any other.</summary>
    public static BulkFormatFacts? Named(string word) => All.FirstOrDefault(facts => facts.Word == word);

    /// <summary>By a media type, its parameters aside; null for any other.</summary>
    public static BulkFormatFacts? OfMediaType(string mediaType)
    {
        var bare = mediaType.Split(';')[0].Trim();
        return All.FirstOrDefault(facts => facts.MediaTypes.Contains(bare, StringComparer.OrdinalIgnoreCase));
    }
}
