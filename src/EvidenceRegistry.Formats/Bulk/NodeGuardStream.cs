namespace EvidenceRegistry.Formats.Bulk;

/// <summary>
/// XML passed on as long as a bracket comes now and then: a name, an attribute or a text without end would else be gathered whole by the
/// parser, whatever it is read with.
/// </summary>
/// <remarks>Throws <see cref="InvalidDataException"/> where no bracket comes for <paramref name="longest"/> bytes.</remarks>
internal sealed class NodeGuardStream(Stream xml, int longest) : Stream
{
    private long _since;

    /// <summary>Not one byte has come.</summary>
    public bool Empty { get; private set; } = true;

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
        var read = xml.Read(buffer);
        Empty &= read == 0;
        var last = buffer[..read].LastIndexOfAny((byte)'<', (byte)'>');
        _since = last < 0 ? _since + read : read - last;
        return _since <= longest ? read : throw new InvalidDataException("a node without end");
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
            xml.Dispose();
        }

        base.Dispose(disposing);
    }
}
