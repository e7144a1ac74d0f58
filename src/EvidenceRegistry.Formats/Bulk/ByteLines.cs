using System.Buffers;

namespace EvidenceRegistry.Formats.Bulk;

/// <param name="Number">From 1.</param>
/// <param name="Bytes">Without its line end; valid until the next line is asked for. The first bytes alone where it is too long.</param>
internal readonly record struct ByteLine(long Number, ReadOnlyMemory<byte> Bytes, bool TooLong);

/// <summary>Lines of a stream, of which never more than one is held, and that up to a limit.</summary>
internal static class ByteLines
{
    private const int BlockLength = 64 * 1024;

    /// <summary>Kept of a line that is too long: enough to show where it begins.</summary>
    private const int KeptOfTooLong = BulkEntry.RawLength * 4;

    public static IEnumerable<ByteLine> Read(Stream stream, int longest)
    {
        var block = new byte[BlockLength];
        var line = new ArrayBufferWriter<byte>(BlockLength);
        var (number, tooLong, pending) = (1L, false, false);
        int read;
        while ((read = stream.Read(block)) > 0)
        {
            for (var at = 0; at < read;)
            {
                var end = block.AsSpan(at, read - at).IndexOf((byte)'\n');
                var piece = block.AsSpan(at, end < 0 ? read - at : end);
                if (!tooLong && line.WrittenCount + piece.Length > longest)
                {
                    tooLong = true;
                    line.Write(piece[..Math.Min(piece.Length, Math.Max(0, KeptOfTooLong - line.WrittenCount))]);
                }
                else if (!tooLong)
                {
                    line.Write(piece);
                }

                at += piece.Length + (end < 0 ? 0 : 1);
                pending = end < 0;
                if (end >= 0)
                {
                    yield return new ByteLine(number++, Trimmed(line, tooLong), tooLong);
                    tooLong = false;
                    Reset();
                }
            }
        }

        if (pending)
        {
            yield return new ByteLine(number, Trimmed(line, tooLong), tooLong);
        }

        // One long line must not keep its memory for the rest of the file.
        void Reset()
        {
            if (line.Capacity > 16 * BlockLength)
            {
                line = new ArrayBufferWriter<byte>(BlockLength);
            }
            else
            {
                line.ResetWrittenCount();
            }
        }
    }

    private static ReadOnlyMemory<byte> Trimmed(ArrayBufferWriter<byte> line, bool tooLong)
    {
        var bytes = line.WrittenMemory;
        bytes = tooLong && bytes.Length > KeptOfTooLong ? bytes[..KeptOfTooLong] : bytes;
        return bytes.Length > 0 && bytes.Span[^1] == (byte)'\r' ? bytes[..^1] : bytes;
    }
}
