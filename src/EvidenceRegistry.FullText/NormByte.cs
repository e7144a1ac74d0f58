namespace EvidenceRegistry.FullText;

/// <summary>
/// A text length as one byte: exact to 40, then with four significant bits, the encoding of Lucene 7 and later (and so of
/// Elasticsearch 8), which Lucene 4.8 does not have. Both engines normalise alike by it.
/// </summary>
internal static class NormByte
{
    /// <summary>255 less the byte that <see cref="int.MaxValue"/> would take: so many small values are stored as they are.</summary>
    private static readonly int FreeValues = 255 - Compress(int.MaxValue);

    private static readonly float[] Lengths = [.. Enumerable.Range(0, 256).Select(b => (float)Decode((byte)b))];

    public static byte Encode(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return (byte)(length < FreeValues ? length : FreeValues + Compress(length - FreeValues));
    }

    /// <summary>The smallest length that is encoded so: what scoring uses.</summary>
    public static float Length(byte norm) => Lengths[norm];

    private static long Decode(byte norm) => norm < FreeValues ? norm : FreeValues + Expand(norm - FreeValues);

    private static int Compress(long value)
    {
        int bits = 64 - (int)long.LeadingZeroCount(value);
        if (bits < 4)
        {
            return (int)value;
        }

        int shift = bits - 4;
        return (int)((value >> shift) & 7) | ((shift + 1) << 3);
    }

    private static long Expand(int code)
    {
        int shift = (code >> 3) - 1;
        return shift < 0 ? code : (long)((code & 7) | 8) << shift;
    }
}
