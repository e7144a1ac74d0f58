namespace EvidenceRegistry.Formats.Pdf;

/// <summary>Makes text every store and wire takes: no NUL (PostgreSQL refuses it), no surrogate without its partner (UTF-8 has no form for it).</summary>
public static class StorableText
{
    /// <summary><paramref name="text"/> with each NUL and lone surrogate replaced by U+FFFD; the length in UTF-16 units stays.</summary>
    public static string From(string text)
    {
        // Nearly every text: looked through many letters at a time.
        var first = text.Contains('\0') || text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') ? FirstUnstorable(text, 0) : -1;
        if (first < 0)
        {
            return text;
        }

        var chars = text.ToCharArray();
        for (var at = first; at >= 0; at = FirstUnstorable(text, at + 1))
        {
            chars[at] = '\uFFFD';
        }

        return new string(chars);
    }

    private static int FirstUnstorable(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            var one = text[i];
            if (one == '\0')
            {
                return i;
            }

            if (!char.IsSurrogate(one))
            {
                continue;
            }

            if (char.IsHighSurrogate(one) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            return i;
        }

        return -1;
    }
}
