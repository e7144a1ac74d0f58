using System.IO.Compression;
using System.Text;

namespace EvidenceRegistry.Formats.Bulk;

/// <summary>The bytes or text of a bulk file, unpacked where it is gzip, from the beginning.</summary>
internal static class SourceText
{
    /// <summary>Lines are cut from UTF-8 bytes: UTF-16 and code pages are put into it; bytes that are no UTF-8 stay as they are.</summary>
    public static Stream Utf8(Stream stream, BulkOptions options)
    {
        var (bytes, encoding) = Open(stream, options);
        return encoding is UTF8Encoding ? bytes : Encoding.CreateTranscodingStream(bytes, TextEncodings.Marking(encoding), TextEncodings.Utf8, leaveOpen: true);
    }

    /// <summary>Bytes that are no text stand as <see cref="TextEncodings.Undecodable"/>.</summary>
    /// <param name="declared">What the first bytes say of the encoding in the manner of the format; null for nothing.</param>
    public static TextReader Text(Stream stream, BulkOptions options, Func<ReadOnlyMemory<byte>, string?>? declared = null)
    {
        var (bytes, encoding) = Open(stream, options, declared);
        return new StreamReader(bytes, TextEncodings.Marking(encoding), detectEncodingFromByteOrderMarks: false, bufferSize: 32 * 1024, leaveOpen: true);
    }

    public static Stream Unpacked(Stream stream, BulkOptions options)
    {
        var (head, whole) = Head(stream, 2);
        if (!head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return whole;
        }

        var packed = new TailStream(whole);
        return new BoundedStream(new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true), options.MostBytes, read => packed.Stated == (uint)read);
    }

    private static (Stream Bytes, Encoding Encoding) Open(Stream stream, BulkOptions options, Func<ReadOnlyMemory<byte>, string?>? declared = null)
    {
        var (head, bytes) = Head(Unpacked(stream, options), TextEncodings.HeadLength);
        var marked = head.StartsWith(Encoding.UTF8.Preamble) || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        var named = marked ? null : options.Charset ?? declared?.Invoke(head);
        var weighed = TextEncodings.Of(head);
        var encoding = named is null ? weighed : TextEncodings.Named(named) ?? weighed;

        // A declaration that the bytes belie (UTF-8 said, another written) is worth nothing.
        encoding = encoding is UTF8Encoding || weighed is UnicodeEncoding ? weighed : encoding;
        var mark = encoding.Preamble.Length > 0 && head.StartsWith(encoding.Preamble) ? encoding.Preamble.Length
            : head.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        bytes.ReadExactly(new byte[mark]);
        return (bytes, encoding);
    }

    private static (byte[] Head, Stream Whole) Head(Stream stream, int length)
    {
        var head = new byte[length];
        head = head[..stream.ReadAtLeast(head, length, throwOnEndOfStream: false)];
        return (head, new ReplayedStream(head, stream));
    }

    private static bool StartsWith(this byte[] head, ReadOnlySpan<byte> start) => head.AsSpan().StartsWith(start);
}
