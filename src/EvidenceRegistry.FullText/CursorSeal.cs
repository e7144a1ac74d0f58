using System.Buffers.Text;
using System.Security.Cryptography;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Cursors as text that only this run of the engine, or those that share its key, can have made: a changed one is refused, one of an
/// earlier run has expired with the views it stood on, one of another form (<see cref="Records"/>, <see cref="Pages"/>) is none.
/// </summary>
internal sealed class CursorSeal
{
    /// <summary>Form of the cursors of a list of records, and of a list of pages: what is sealed in one is not to be read as the other.</summary>
    public const byte Records = 1, Pages = 2;

    private const int RunBytes = 8;
    private const int SealBytes = 16;

    private readonly byte[] _key;
    private readonly byte[] _run;

    /// <summary>Cursors of this run alone.</summary>
    public CursorSeal() : this(RandomNumberGenerator.GetBytes(32)) { }

    /// <summary>Cursors of all that know the key.</summary>
    public CursorSeal(byte[] key) => (_key, _run) = (key, SHA256.HashData(key)[..RunBytes]);

    public string Close(byte form, Action<BinaryWriter> content)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(form);
        writer.Write(_run);
        content(writer);
        writer.Flush();
        byte[] seal = HMACSHA256.HashData(_key, stream.ToArray());
        writer.Write(seal.AsSpan(0, SealBytes));
        writer.Flush();
        return Base64Url.EncodeToString(stream.ToArray());
    }

    /// <param name="content">What was sealed, when the outcome is <see cref="SearchOutcome.Answered"/>.</param>
    public SearchOutcome Open(byte form, string cursor, out BinaryReader content)
    {
        content = new BinaryReader(Stream.Null);
        if (!Base64Url.IsValid(cursor))
        {
            return SearchOutcome.CursorInvalid;
        }

        byte[] bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= 1 + RunBytes + SealBytes || bytes[0] != form)
        {
            return SearchOutcome.CursorInvalid;
        }

        if (!bytes.AsSpan(1, RunBytes).SequenceEqual(_run))
        {
            return SearchOutcome.CursorExpired;
        }

        byte[] seal = HMACSHA256.HashData(_key, bytes.AsSpan(0, bytes.Length - SealBytes));
        if (!CryptographicOperations.FixedTimeEquals(seal.AsSpan(0, SealBytes), bytes.AsSpan(bytes.Length - SealBytes)))
        {
            return SearchOutcome.CursorInvalid;
        }

        content = new BinaryReader(new MemoryStream(bytes, 1 + RunBytes, bytes.Length - 1 - RunBytes - SealBytes));
        return SearchOutcome.Answered;
    }
}
