namespace EvidenceRegistry.FullText;

/// <summary>
/// Takes a question apart as people type it. Nothing is an error: a quotation that never closes, a lone sign, a colon in a
/// title or an address are words. One pass, linear in the length.
/// </summary>
public static class QueryParser
{
    /// <summary>Names before a colon that make a filter; any other colon belongs to the words.</summary>
    private static readonly Dictionary<string, string> Fields = FacetNames.All.Except(FacetNames.Untyped)
        .Append("yearFrom").Append("yearTo")
        .ToDictionary(name => name, name => name, StringComparer.OrdinalIgnoreCase);

    // Beside so much other text a printed quotation mark came with a pasted title; telephones set it for the typed one in short questions.
    private const int PastedLength = 30;

    /// <param name="maxLength">UTF-16 units looked at; the rest is cut, never inside a surrogate pair.</param>
    public static ParsedQuery Parse(string typed, int maxLength)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxLength);
        string cut = Cut(typed, maxLength);
        var parsed = Parse(cut, QueryReader.QuoteSigns);
        return parsed.Text.Length >= PastedLength && parsed.Quotes.Count > 0 && parsed.Excluded.Count == 0 ? Parse(cut, QueryReader.TypedSigns) : parsed;
    }

    private static ParsedQuery Parse(string cut, string signs)
    {
        var reader = new QueryReader(cut, signs);
        var parts = new List<QuestionPart>();
        while (reader.SkipSpace())
        {
            (int start, bool apart) = (reader.At, reader.IsApart);
            QuestionPart part = Next(reader);
            parts.Add(part with { Written = cut[start..reader.At], Apart = apart });
        }

        return ParsedQuery.Of(cut, parts);
    }

    private static QuestionPart Next(QueryReader reader)
    {
        bool minus = reader.TakeMinus();
        string? field = null;
        string? value = reader.TakeQuote();
        QuestionPartKind kind = value is null ? QuestionPartKind.Words : QuestionPartKind.Quote;
        if (value is null && reader.TakeField(Fields) is { } name)
        {
            (field, value, kind) = (name, reader.TakeQuote(), QuestionPartKind.Filter);
        }

        // A quotation may begin inside a run of Thai, which has no spaces; the words on both sides stay apart.
        value ??= reader.TakeWord();
        return minus
            ? new QuestionPart(QuestionPartKind.Exclusion, "", field is null ? value : $"{field}:{value}", true)
            : new QuestionPart(kind, "", value, true, field);
    }

    private static string Cut(string typed, int maxLength)
    {
        if (typed.Length <= maxLength)
        {
            return typed;
        }

        return typed[..(char.IsHighSurrogate(typed[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }
}
