using System.Buffers.Binary;

namespace EvidenceRegistry.Formats.Bulk;

/// <summary>Bytes passed on; the last four are remembered: there gzip says how long its content is (RFC 1952 §2.3.1).</summary>
internal sealed class TailStream(Stream packed) : Stream
{
    private readonly byte[] _tail = new byte[4];

    /// <summary>Length of the content, modulo 2³², as the last bytes read so far state it.</summary>
    public uint Stated => BinaryPrimitives.ReadUInt32LittleEndian(_tail);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = packed.Read(buffer);
        var last = buffer[Math.Max(0, read - 4)..read];
        _tail.AsSpan(last.Length).CopyTo(_tail);
        last.CopyTo(_tail.AsSpan(4 - last.Length));
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
