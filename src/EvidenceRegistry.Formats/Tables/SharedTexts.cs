using System.Buffers.Binary;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace EvidenceRegistry.Formats.Tables;

/// <summary>
/// The texts a workbook keeps once for all its cells. The first are held in memory, the words that come again and again among them; the others
/// lie in files without a name in the folder for temporary files, so that a sheet full of abstracts costs no more memory than a short one.
/// </summary>
internal sealed class SharedTexts : IDisposable
{
    /// <summary>Characters held; an entry costs its object even where it is empty.</summary>
    private const int HeldCharacters = 4_000_000, CharactersOfEntry = 16;

    // What 1,000,000 rows with a page of text each would take. More is nobody's list.
    private const long MostBytes = 4L * 1024 * 1024 * 1024;

    private readonly List<string> _held = [];
    private readonly FileStream? _texts;

    /// <summary>Where each text that is not held begins in <see cref="_texts"/>, eight bytes each, and where the last one ends.</summary>
    private readonly FileStream? _places;
    private readonly long _laid;

    /// <exception cref="InvalidDataException">More text than anybody's list holds.</exception>
    /// <exception cref="IOException">The disk of temporary files is full or failing.</exception>
    public SharedTexts(SharedStringTablePart? part)
    {
        if (part is null)
        {
            return;
        }

        using var texts = Texts(part).GetEnumerator();
        for (var characters = 0L; characters < HeldCharacters && texts.MoveNext(); characters += texts.Current.Length + CharactersOfEntry)
        {
            _held.Add(texts.Current);
        }

        if (texts.MoveNext())
        {
            (_texts, _places) = (Nameless(), Nameless());
            try
            {
                _laid = Lay(texts, _texts, _places);
            }
            catch
            {
                Dispose();
                throw;
            }
        }
    }

    /// <summary>Empty where there is none.</summary>
    public string this[int at] => at < _held.Count ? _held[at] : at - _held.Count < _laid ? Laid(at - _held.Count) : "";

    public void Dispose()
    {
        _texts?.Dispose();
        _places?.Dispose();
    }

    private static IEnumerable<string> Texts(SharedStringTablePart part)
    {
        using var xml = PartXml.Open(part);
        while (PartXml.Next(xml))
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si")
            {
                yield return xml.IsEmptyElement ? "" : PartXml.Value(xml, "si", ["t"]);
            }
        }
    }

    /// <summary>Gone with its handle, however the process ends.</summary>
    private static FileStream Nameless()
    {
        var path = Path.Combine(Path.GetTempPath(), $"registry-texts-{Guid.NewGuid():n}");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 64 * 1024);
        File.Delete(path);
        return file;
    }

    /// <returns>Texts laid down.</returns>
    private static long Lay(IEnumerator<string> texts, FileStream to, FileStream places)
    {
        var (count, end) = (0L, 0L);
        Span<byte> eight = stackalloc byte[sizeof(long)];
        do
        {
            BinaryPrimitives.WriteInt64LittleEndian(eight, end);
            places.Write(eight);
            var bytes = Encoding.Unicode.GetBytes(texts.Current);
            to.Write(bytes);
            end += bytes.Length;
            count++;
            if (end + (count * CharactersOfEntry) > MostBytes)
            {
                throw new InvalidDataException("more shared text than is held");
            }
        }
        while (texts.MoveNext());

        BinaryPrimitives.WriteInt64LittleEndian(eight, end);
        places.Write(eight);
        to.Flush();
        places.Flush();
        return count;
    }

    private string Laid(long at)
    {
        Span<byte> two = stackalloc byte[2 * sizeof(long)];
        Fill(_places!, two, at * sizeof(long));
        var from = BinaryPrimitives.ReadInt64LittleEndian(two);
        var bytes = new byte[BinaryPrimitives.ReadInt64LittleEndian(two[sizeof(long)..]) - from];
        Fill(_texts!, bytes, from);
        return Encoding.Unicode.GetString(bytes);
    }

    private static void Fill(FileStream from, Span<byte> bytes, long at)
    {
        for (int read; bytes.Length > 0; bytes = bytes[read..], at += read)
        {
            read = RandomAccess.Read(from.SafeFileHandle, bytes, at);
            if (read == 0)
            {
                throw new IOException("A file of temporary texts ended early.");
            }
        }
    }
}
