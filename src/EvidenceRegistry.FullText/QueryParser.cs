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
        var text = new List<string>();
        var inOrder = new List<string>();
        var quotes = new List<string>();
        var excluded = new List<string>();
        var filters = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        while (reader.SkipSpace())
        {
            bool minus = reader.TakeMinus();
            if (reader.TakeQuote() is { } quote)
            {
                AddUnlessBlank(minus ? excluded : quotes, quote);
                inOrder.Add(minus ? "" : quote);
            }
            else if (minus)
            {
                AddUnlessBlank(excluded, reader.TakeWord());
            }
            else if (reader.TakeField(Fields) is { } field)
            {
                string value = reader.TakeQuote() ?? reader.TakeWord();
                if (!filters.TryGetValue(field, out List<string>? values))
                {
                    filters[field] = values = [];
                }

                values.AddRange(value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            }
            else
            {
                // A quotation may begin inside a run of Thai, which has no spaces; the words on both sides stay apart.
                text.Add(reader.TakeWord());
                inOrder.Add(text[^1]);
            }
        }

        return new ParsedQuery
        {
            Typed = cut,
            Text = string.Join(' ', text),
            InOrder = string.Join(' ', inOrder),
            Quotes = quotes,
            Excluded = excluded,
            Filters = filters.Where(filter => filter.Value.Count > 0).ToDictionary(filter => filter.Key, filter => (IReadOnlyList<string>)filter.Value, StringComparer.Ordinal),
        };
    }

    private static void AddUnlessBlank(List<string> list, string text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            list.Add(text);
        }
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
