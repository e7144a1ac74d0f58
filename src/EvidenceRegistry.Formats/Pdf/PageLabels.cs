using System.Globalization;
using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Tokens;

namespace EvidenceRegistry.Formats.Pdf;

/// <summary>What a file calls its pages (ISO 32000-2, 12.4.2: a number tree of ranges, each with style, prefix and start).</summary>
public sealed class PageLabels
{
    // A number tree deeper or wider than this is a loop or a bomb: real files have a handful of ranges.
    private const int MaxDepth = 16;
    private const int MaxRanges = 10_000;

    private readonly SortedList<int, Range> _ranges = [];

    private sealed record Range(string? Style, string Prefix, int Start);

    /// <summary>The labels of a document; none where it has none or they cannot be read.</summary>
    public static PageLabels Of(PdfDocument document)
    {
        var labels = new PageLabels();
        try
        {
            if (document.Structure.Catalog.CatalogDictionary.TryGet(NameToken.Create("PageLabels"), out var root))
            {
                labels.Take(document, Resolved<DictionaryToken>(document, root), 0);
            }
        }
        catch (Exception)
        {
            // A label is an extra: broken ones cost the labels, never a page. Half a set would name pages wrongly.
            labels._ranges.Clear();
        }

        return labels;
    }

    /// <summary>The label of a page (from 1), or null.</summary>
    public string? For(int page)
    {
        for (var i = _ranges.Count - 1; i >= 0; i--)
        {
            if (_ranges.Keys[i] <= page - 1)
            {
                var range = _ranges.Values[i];
                var label = range.Prefix + Numeral(range.Style, range.Start + page - 1 - _ranges.Keys[i]);
                return label.Length == 0 ? null : label;
            }
        }

        return null;
    }

    private void Take(PdfDocument document, DictionaryToken? node, int depth)
    {
        if (node is null || depth > MaxDepth || _ranges.Count > MaxRanges)
        {
            return;
        }

        if (node.TryGet(NameToken.Create("Kids"), out var kids) && Resolved<ArrayToken>(document, kids) is { } children)
        {
            foreach (var child in children.Data)
            {
                Take(document, Resolved<DictionaryToken>(document, child), depth + 1);
            }
        }

        if (node.TryGet(NameToken.Create("Nums"), out var nums) && Resolved<ArrayToken>(document, nums) is { } pairs)
        {
            for (var i = 0; i + 1 < pairs.Data.Count && _ranges.Count < MaxRanges; i += 2)
            {
                if (Resolved<NumericToken>(document, pairs.Data[i]) is { } first && Resolved<DictionaryToken>(document, pairs.Data[i + 1]) is { } range)
                {
                    _ranges[first.Int] = new Range(
                        Entry<NameToken>(document, range, "S")?.Data,
                        Prefix(range, document),
                        Entry<NumericToken>(document, range, "St")?.Int ?? 1);
                }
            }
        }
    }

    private static string Prefix(DictionaryToken range, PdfDocument document) =>
        range.TryGet(NameToken.Create("P"), out var prefix)
            ? Resolved<StringToken>(document, prefix)?.Data ?? Resolved<HexToken>(document, prefix)?.Data ?? ""
            : "";

    private static T? Entry<T>(PdfDocument document, DictionaryToken dictionary, string name)
        where T : class, IToken =>
        dictionary.TryGet(NameToken.Create(name), out var token) ? Resolved<T>(document, token) : null;

    private static T? Resolved<T>(PdfDocument document, IToken? token)
        where T : class, IToken
    {
        for (var hops = 0; token is IndirectReferenceToken reference && hops < MaxDepth; hops++)
        {
            token = document.Structure.GetObject(reference.Data).Data;
        }

        return token as T;
    }

    private static string Numeral(string? style, int number) => style switch
    {
        "D" => number.ToString(CultureInfo.InvariantCulture),
        "R" => Roman(number),
        "r" => Roman(number).ToLowerInvariant(),
        "A" => Letters(number),
        "a" => Letters(number).ToLowerInvariant(),
        _ => "",
    };

    private static string Roman(int number)
    {
        // Above 3,999 Roman numerals want signs no font has.
        if (number is < 1 or > 3999)
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        ReadOnlySpan<(int Value, string Sign)> signs = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
        var text = new StringBuilder();
        foreach (var (value, sign) in signs)
        {
            for (; number >= value; number -= value)
            {
                text.Append(sign);
            }
        }

        return text.ToString();
    }

    // A…Z, AA…ZZ, AAA…: the same letter repeated (ISO 32000-2, table 161).
    private static string Letters(int number) =>
        number is < 1 or > 26 * 100 ? number.ToString(CultureInfo.InvariantCulture) : new string((char)('A' + ((number - 1) % 26)), ((number - 1) / 26) + 1);
}
