using System.Xml;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>Names of elements and attributes, of which a reader of XML forgets none: no more than any format has.</summary>
/// <remarks>Throws <see cref="InvalidDataException"/> at the first name too many.</remarks>
internal sealed class BoundedNames : NameTable
{
    // All of Office Open XML has some 3,000.
    private const int Most = 20_000;

    private int _count;

    public override string Add(string key) => Get(key) ?? base.Add(Counted(key));

    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? base.Add(Counted(key), start, len);

    private T Counted<T>(T key) => ++_count <= Most ? key : throw new InvalidDataException("more names than any format has");
}
