namespace EvidenceRegistry.Formats.Tables;

/// <summary>How a cell's text becomes a member of a draft.</summary>
public enum FieldForm
{
    /// <summary>As it stands.</summary>
    Text,

    /// <summary>Thai where it holds Thai letters, English else.</summary>
    LocalText,

    /// <summary>A list of texts, divided by the field's sign.</summary>
    Texts,

    /// <summary>A list of codes, or of their names where a <see cref="CodeList"/> knows them.</summary>
    Codes,

    /// <summary>One code, or its name.</summary>
    Code,

    /// <summary>A year, Buddhist or of the Common Era.</summary>
    Year,

    /// <summary>A day, in the forms people write.</summary>
    Date,

    /// <summary>An amount of money.</summary>
    Amount,

    Number,

    Flag,

    /// <summary>One of the words of the API.</summary>
    Word,

    /// <summary>ISO 639-1, or a language's name.</summary>
    Language,

    /// <summary>One member each of the records' authors, in step with the other columns of authors.</summary>
    Authors,

    /// <summary>Findings, one a line.</summary>
    Findings,

    /// <summary>Names of report files.</summary>
    Files,
}
