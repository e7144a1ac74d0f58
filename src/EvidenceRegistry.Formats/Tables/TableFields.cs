using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>Every field a column can be mapped to, by its API name; parts of a text as <c>title.th</c>, others' fields as <c>extra.…</c>.</summary>
public static class TableFields
{
    private static readonly Dictionary<string, FieldForm> Forms = new(StringComparer.Ordinal)
    {
        ["kind"] = FieldForm.Word,
        ["source"] = FieldForm.Text,
        ["sourceId"] = FieldForm.Text,
        ["title"] = FieldForm.LocalText,
        ["title.th"] = FieldForm.Text,
        ["title.en"] = FieldForm.Text,
        ["abstract"] = FieldForm.LocalText,
        ["abstract.th"] = FieldForm.Text,
        ["abstract.en"] = FieldForm.Text,
        ["keywords"] = FieldForm.Texts,
        ["year"] = FieldForm.Year,
        ["agency"] = FieldForm.Text,
        ["areas"] = FieldForm.Codes,
        ["language"] = FieldForm.Language,
        ["doi"] = FieldForm.Text,
        ["handle"] = FieldForm.Text,
        ["url"] = FieldForm.Text,
        ["licence"] = FieldForm.Text,
        ["access"] = FieldForm.Word,
        ["embargoUntil"] = FieldForm.Date,
        ["status"] = FieldForm.Word,
        ["targets"] = FieldForm.Codes,
        ["factors"] = FieldForm.Codes,
        ["files"] = FieldForm.Files,
    };

    private static readonly Dictionary<string, FieldForm> OfStudies = new(StringComparer.Ordinal)
    {
        ["authors"] = FieldForm.Authors,
        ["authors.en"] = FieldForm.Authors,
        ["authors.affiliation"] = FieldForm.Authors,
        ["authors.orcid"] = FieldForm.Authors,
        ["funder"] = FieldForm.Text,
        ["contractNumber"] = FieldForm.Text,
        ["budget"] = FieldForm.Amount,
        ["startOn"] = FieldForm.Date,
        ["endOn"] = FieldForm.Date,
        ["completedOn"] = FieldForm.Date,
        ["fiscalYear"] = FieldForm.Year,
        ["oecdField"] = FieldForm.Code,
        ["researchType"] = FieldForm.Word,
        ["design"] = FieldForm.Word,
        ["methods"] = FieldForm.Text,
        ["population"] = FieldForm.Text,
        ["findings"] = FieldForm.Findings,
    };

    private static readonly Dictionary<string, FieldForm> OfDatasets = new(StringComparer.Ordinal)
    {
        ["dataType"] = FieldForm.Word,
        ["maintainer"] = FieldForm.Text,
        ["maintainerEmail"] = FieldForm.Text,
        ["objective"] = FieldForm.Text,
        ["updateFrequencyUnit"] = FieldForm.Text,
        ["updateFrequencyInterval"] = FieldForm.Number,
        ["geoCoverage"] = FieldForm.Text,
        ["dataSource"] = FieldForm.Text,
        ["dataFormat"] = FieldForm.Texts,
        ["dataCategory"] = FieldForm.Text,
        ["firstYear"] = FieldForm.Year,
        ["lastYear"] = FieldForm.Year,
        ["disaggregate"] = FieldForm.Texts,
        ["unitOfMeasure"] = FieldForm.Text,
        ["unitOfMultiplier"] = FieldForm.Text,
        ["calculationMethod"] = FieldForm.Text,
        ["standard"] = FieldForm.Text,
        ["officialStatistics"] = FieldForm.Flag,
        ["highValue"] = FieldForm.Flag,
        ["referenceData"] = FieldForm.Flag,
        ["createdOn"] = FieldForm.Date,
        ["updatedOn"] = FieldForm.Date,
        ["releaseCalendar"] = FieldForm.Date,
    };

    private const string Extra = "extra.";

    /// <summary>Null where records of that kind have no such field.</summary>
    public static FieldForm? FormOf(string field, DraftKind kind) =>
        Forms.TryGetValue(field, out var form) || (kind == DraftKind.Study ? OfStudies : OfDatasets).TryGetValue(field, out form) ? form
        : field.StartsWith(Extra, StringComparison.Ordinal) && field.Length > Extra.Length ? FieldForm.Text
        : null;

    /// <summary>Fields of either kind, those of <c>extra</c> aside.</summary>
    public static IEnumerable<string> Names => Forms.Keys.Concat(OfStudies.Keys).Concat(OfDatasets.Keys);
}
