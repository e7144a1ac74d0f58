using System.Text;
using EvidenceRegistry.Formats.Bulk;

namespace EvidenceRegistry.Formats.Tests.Bulk;

/// <summary>Bulk files of the tests' own, read by the one door.</summary>
internal static class BulkFile
{
    public static List<BulkEntry> Read(string text, BulkFormat format, BulkOptions? options = null) => Read(Encoding.UTF8.GetBytes(text), format, options);

    public static List<BulkEntry> Read(byte[] bytes, BulkFormat format, BulkOptions? options = null)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return [.. BulkReaders.Read(stream, format, options ?? new BulkOptions { Source = "test" })];
    }
}

/// <summary>The same bytes over and over: large inputs that need no room.</summary>
internal sealed class RepeatedBytes(byte[] head, byte[] unit, long times, byte[] tail) : Stream
{
    private readonly long _body = unit.Length * times;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => head.Length + _body + tail.Length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var at = 0;
        while (at < count && Position < Length)
        {
            var piece = Position < head.Length ? head.AsSpan((int)Position)
                : Position < head.Length + _body ? unit.AsSpan((int)((Position - head.Length) % unit.Length))
                : tail.AsSpan((int)(Position - head.Length - _body));
            piece = piece[..Math.Min(piece.Length, count - at)];
            piece.CopyTo(buffer.AsSpan(offset + at));
            at += piece.Length;
            Position += piece.Length;
        }

        return at;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
