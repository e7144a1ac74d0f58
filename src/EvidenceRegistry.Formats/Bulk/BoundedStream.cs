namespace EvidenceRegistry.Formats.Bulk;

/// <summary>Unpacked bytes, of which no more than <paramref name="most"/> are given: what unpacks without end is no file.</summary>
/// <remarks>Reading beyond throws <see cref="InvalidDataException"/>, as damaged archives do; the readers' door makes a problem of it.</remarks>
/// <param name="whole">Asked at the end with the bytes read: false where the archive was cut off, which .NET passes over in silence.</param>
internal sealed class BoundedStream(Stream unpacked, long most, Func<long, bool>? whole = null) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = unpacked.Read(buffer);
        _read += read;
        if (read == 0 && buffer.Length > 0 && whole?.Invoke(_read) == false)
        {
            throw new InvalidDataException("cut off");
        }

        return _read <= most ? read : throw new InvalidDataException("more unpacked bytes than allowed");
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked.Dispose();
        }

        base.Dispose(disposing);
    }
}
