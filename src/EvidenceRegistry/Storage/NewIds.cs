using System.Buffers.Binary;

namespace EvidenceRegistry.Storage;

/// <summary>
/// Ids of records, origins, files, keys and jobs: a UUID version 7 (RFC 9562) written as 26 letters and digits of
/// Crockford's base 32, so that text order is time order and nothing needs escaping in an address.
/// </summary>
public static class NewIds
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string Next(TimeProvider time)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(time.GetUtcNow()).TryWriteBytes(bytes, bigEndian: true, out _);
        var number = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return string.Create(26, number, static (text, value) =>
        {
            for (var at = text.Length - 1; at >= 0; at--)
            {
                text[at] = Digits[(int)(value & 31)];
                value >>= 5;
            }
        });
    }
}
