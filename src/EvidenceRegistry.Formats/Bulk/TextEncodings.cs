using System.Text;

namespace EvidenceRegistry.Formats.Bulk;

/// <summary>Which encoding a text is in: what was declared, else its mark, else what its bytes are likely to be.</summary>
internal static class TextEncodings
{
    /// <summary>As many leading bytes as the weighing looks at.</summary>
    public const int HeadLength = 64 * 1024;

    /// <summary>Stands for bytes that are no text in the encoding; a noncharacter, so that it cannot come from the text itself.</summary>
    public const char Undecodable = '\uFDD0';

    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding Utf8 { get; } = new UTF8Encoding(false);

    public static Encoding Thai => Encoding.GetEncoding(874);

    /// <summary>By an IANA name, TIS-620 as windows-874, which holds it; null for a name nobody knows.</summary>
    public static Encoding? Named(string name)
    {
        if (name.Trim().ToUpperInvariant() is "TIS-620" or "TIS620" or "WINDOWS-874" or "CP874" or "ISO-8859-11" or "X-WINDOWS-874")
        {
            return Thai;
        }

        try
        {
            return Encoding.GetEncoding(name.Trim());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The same encoding, with <see cref="Undecodable"/> where bytes are no text.</summary>
    public static Encoding Marking(Encoding encoding)
    {
        var marking = (Encoding)encoding.Clone();
        marking.DecoderFallback = new DecoderReplacementFallback(Undecodable.ToString());
        return marking;
    }

    /// <summary>
    /// A mark decides. Without one: pairs of which one byte is nearly always 00 or 0E (Latin and Thai blocks) are UTF-16; text whose
    /// sequences are UTF-8 at least twice as often as not is UTF-8 (a few foreign lines do not turn the whole file); else bytes of the
    /// Thai code page in runs, as Thai writes without blanks, are windows-874, and single ones, as accents stand, windows-1252.
    /// </summary>
    public static Encoding Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Encoding.UTF8.Preamble))
        {
            return Utf8;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]))
        {
            return Encoding.UTF32;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Encoding.Unicode;
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Encoding.BigEndianUnicode;
        }

        return Wide(head) ?? (IsUtf8(head) ? Utf8 : IsThai(head) ? Thai : Encoding.GetEncoding(1252));
    }

    private static Encoding? Wide(ReadOnlySpan<byte> head)
    {
        var (even, odd, pairs) = (0, 0, head.Length / 2);
        for (var at = 0; at + 1 < head.Length; at += 2)
        {
            even += head[at] is 0 or 0x0E ? 1 : 0;
            odd += head[at + 1] is 0 or 0x0E ? 1 : 0;
        }

        // Nine of ten: typographic signs of other blocks occur in any text.
        return pairs == 0 ? null
            : odd * 10 >= pairs * 9 && even * 2 < pairs ? Encoding.Unicode
            : even * 10 >= pairs * 9 && odd * 2 < pairs ? Encoding.BigEndianUnicode
            : null;
    }

    private static bool IsUtf8(ReadOnlySpan<byte> head)
    {
        if (Utf8IsValidButForItsEnd(head))
        {
            return true;
        }

        var (whole, broken) = (0, 0);
        for (var at = 0; at < head.Length;)
        {
            var status = Rune.DecodeFromUtf8(head[at..], out var rune, out var length);
            whole += status == System.Buffers.OperationStatus.Done && rune.Value > 0x7F ? 1 : 0;
            broken += status == System.Buffers.OperationStatus.InvalidData ? 1 : 0;
            at += length;
        }

        return whole >= broken * 2;
    }

    private static bool Utf8IsValidButForItsEnd(ReadOnlySpan<byte> head)
    {
        for (var cut = 0; cut < 4 && cut <= head.Length; cut++)
        {
            if (System.Text.Unicode.Utf8.IsValid(head[..^cut]))
            {
                return cut == 0 || head.Length >= HeadLength;
            }
        }

        return false;
    }

    private static bool IsThai(ReadOnlySpan<byte> head)
    {
        var (high, thai, runs, before) = (0, 0, 0, false);
        foreach (var one in head)
        {
            var isHigh = one >= 0x80;
            high += isHigh ? 1 : 0;
            thai += one is >= 0xA1 and <= 0xDA or >= 0xDF and <= 0xFB ? 1 : 0;
            runs += isHigh && !before ? 1 : 0;
            before = isHigh;
        }

        return thai * 10 >= high * 9 && high >= runs * 2;
    }
}
