using System.Buffers.Binary;

namespace EvidenceRegistry.FullText;

/// <summary>
/// A work's title in a few bytes, and the keys by which likely duplicates meet: MinHash of shingles of atoms (Broder 1997), cut into bands.
/// Titles that share a part s of their shingles meet with probability 1 − (1 − s³)¹²: 0.999 at 0.75, 0.95 at 0.6, 0.02 at 0.12.
/// Keys and values stay the same for the same title on every machine.
/// </summary>
public sealed class TitleSketch
{
    /// <summary>Pairs whose estimate stays below are not worth the full measure.</summary>
    public const double WorthJudging = 0.2;

    private const int Bands = 12;
    private const int Rows = 3;
    private const int Length = Bands * Rows;

    // Shorter ones meet by chance, longer ones are lost to the second slip of the finger.
    private const int Shingle = 4;

    // Of fewer shingles the least values say nothing.
    private const int FewestShingles = 6;

    private static readonly ulong[] Seeds = [.. Enumerable.Range(1, Length).Select(n => Mix((ulong)n * 0x9E3779B97F4A7C15UL))];

    private TitleSketch(IReadOnlyList<long> keys, IReadOnlySet<long> identifiers, byte[] values) => (Keys, Identifiers, Values) = (keys, identifiers, values);

    /// <summary>Works with a key in common are worth comparing.</summary>
    public IReadOnlyList<long> Keys { get; }

    /// <summary>Those of the keys that stand for an identifier: works that meet there are judged whatever their titles.</summary>
    public IReadOnlySet<long> Identifiers { get; }

    /// <summary>One byte for each least value, the Thai title's before the English one's; empty where titles are too short.</summary>
    public byte[] Values { get; }

    public static TitleSketch Of(ComparedWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var keys = new SortedSet<long>();
        var identifiers = new HashSet<long>();
        var values = new byte[2 * Length];
        var any = Title(work.TitleTh, $"{work.Kind} th", keys, values.AsSpan(0, Length));
        any |= Title(work.TitleEn, $"{work.Kind} en", keys, values.AsSpan(Length));
        Identifier("doi", work.Doi);
        Identifier("handle", work.Handle);
        Identifier("contract", work.Contract);
        keys.UnionWith(identifiers);
        return new TitleSketch([.. keys], identifiers, any ? values : []);

        void Identifier(string name, string? value)
        {
            if (Identity(value) is { Length: > 0 } identity)
            {
                identifiers.Add((long)Hash($"{work.Kind} {name} {identity}"));
            }
        }
    }

    /// <summary>An identifier without what people write differently: letter case, blanks, dashes.</summary>
    internal static string? Identity(string? value) => value is null ? null
        : string.Concat(value.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '–' or '_')).Select(Characters.QuoteFold));

    /// <summary>About the part of shingles two titles share, by the language in which they are most alike; 0 where one says nothing.</summary>
    public static double Estimate(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.Length != 2 * Length || other.Length != 2 * Length ? 0
        : Math.Max(Part(one[..Length], other[..Length]), Part(one[Length..], other[Length..]));

    private static double Part(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var same = 0;
        for (var at = 0; at < Length; at++)
        {
            // 0 stands for no title.
            same += one[at] == other[at] && one[at] != 0 ? 1 : 0;
        }

        return (double)same / Length;
    }

    private static bool Title(string? title, string space, SortedSet<long> keys, Span<byte> values)
    {
        if (string.IsNullOrWhiteSpace(title))
        {
            return false;
        }

        var atoms = new TitleAtoms(title).Atoms;
        var whole = Hash(space);
        foreach (var atom in atoms)
        {
            whole = Mix(whole ^ (uint)atom);
        }

        keys.Add((long)whole);
        if (atoms.Count < FewestShingles + Shingle - 1)
        {
            return false;
        }

        Span<ulong> least = stackalloc ulong[Length];
        least.Fill(ulong.MaxValue);
        for (var at = 0; at + Shingle <= atoms.Count; at++)
        {
            var shingle = 0UL;
            for (var next = 0; next < Shingle; next++)
            {
                shingle = Mix(shingle ^ (uint)atoms[at + next]);
            }

            for (var n = 0; n < Length; n++)
            {
                least[n] = Math.Min(least[n], Mix(shingle ^ Seeds[n]));
            }
        }

        Span<byte> band = stackalloc byte[8 * Rows];
        for (var n = 0; n < Bands; n++)
        {
            for (var row = 0; row < Rows; row++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(band[(8 * row)..], least[(n * Rows) + row]);
                values[(n * Rows) + row] = (byte)(1 + (least[(n * Rows) + row] % 255));
            }

            keys.Add((long)Fold(band, Hash($"{space} {n}")));
        }

        return true;
    }

    private static ulong Fold(ReadOnlySpan<byte> bytes, ulong hash)
    {
        for (var at = 0; at < bytes.Length; at += 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]));
        }

        return hash;
    }

    private static ulong Hash(string text)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var one in text)
        {
            hash = Mix(hash ^ one);
        }

        return hash;
    }

    // The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
    private static ulong Mix(ulong z)
    {
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return z ^ (z >> 31);
    }
}
