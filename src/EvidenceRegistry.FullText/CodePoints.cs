namespace EvidenceRegistry.FullText;

/// <summary>
/// Turns UTF-16 offsets of one text into code-point offsets, as the API counts them. Texts without surrogate pairs cost one scan and no memory;
/// else a question costs the logarithm of the number of pairs.
/// </summary>
public sealed class CodePoints
{
    private readonly List<int> _secondHalves = [];

    public CodePoints(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDBFF');
        for (; i >= 0 && i + 1 < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i], text[i + 1]))
            {
                _secondHalves.Add(++i);
            }
        }
    }

    /// <summary>Number of code points before the UTF-16 offset; inside a surrogate pair, the pair counts as begun.</summary>
    public int At(int utf16Offset)
    {
        int index = _secondHalves.BinarySearch(utf16Offset);
        return utf16Offset - (index >= 0 ? index : ~index);
    }
}
