using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using Lucene.Net.Store;

namespace EvidenceRegistry.FullText;

/// <summary>A stretch of a mapped file, read from one place on. Every read looks at the end of the stretch first.</summary>
internal sealed unsafe class MappedInput : IndexInput
{
    private readonly MappedBytes? _bytes;
    private readonly byte* _start;
    private readonly long _length;
    private long _at;

    private MappedInput(string name, MappedBytes? bytes, byte* start, long length)
        : base(name)
    {
        _bytes = bytes;
        _start = start;
        _length = length;
    }

    public override long Length => _length;

    public override long Position => _at;

    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static MappedInput Of(string path)
    {
        MappedBytes? bytes = MappedBytes.Of(path);
        return new MappedInput(path, bytes, bytes is null ? null : bytes.Start, bytes?.Length ?? 0);
    }

    public MappedInput Slice(string name, long offset, long length)
    {
        if (offset < 0 || length < 0 || offset > _length - length)
        {
            throw PastEnd();
        }

        return new MappedInput(name, _bytes, _start + offset, length);
    }

    public override void Seek(long pos) => _at = pos < 0 ? throw PastEnd() : pos;

    public override byte ReadByte()
    {
        if (_at >= _length)
        {
            throw PastEnd();
        }

        byte read = _start[_at++];
        GC.KeepAlive(_bytes);
        return read;
    }

    public override void ReadBytes(byte[] b, int offset, int len)
    {
        new ReadOnlySpan<byte>(Take(len), len).CopyTo(b.AsSpan(offset, len));
        GC.KeepAlive(_bytes);
    }

    public override short ReadInt16()
    {
        short read = BinaryPrimitives.ReadInt16BigEndian(new ReadOnlySpan<byte>(Take(sizeof(short)), sizeof(short)));
        GC.KeepAlive(_bytes);
        return read;
    }

    public override int ReadInt32()
    {
        int read = BinaryPrimitives.ReadInt32BigEndian(new ReadOnlySpan<byte>(Take(sizeof(int)), sizeof(int)));
        GC.KeepAlive(_bytes);
        return read;
    }

    public override long ReadInt64()
    {
        long read = BinaryPrimitives.ReadInt64BigEndian(new ReadOnlySpan<byte>(Take(sizeof(long)), sizeof(long)));
        GC.KeepAlive(_bytes);
        return read;
    }

    public override int ReadVInt32() => unchecked((int)ReadVInt64());

    /// <summary>Seven bits a byte, lowest first; a set top bit says that more follow.</summary>
    public override long ReadVInt64()
    {
        long at = _at;
        long read = 0;
        for (int shift = 0; ; shift += 7)
        {
            if (at >= _length)
            {
                throw PastEnd();
            }

            byte next = _start[at++];
            read |= (next & 0x7FL) << shift;
            if (next < 0x80 || shift >= 63)
            {
                break;
            }
        }

        _at = at;
        GC.KeepAlive(_bytes);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        // Copies may read on; the mapping goes with the last of them.
    }

    private byte* Take(int count)
    {
        if (_at > _length - count)
        {
            throw PastEnd();
        }

        byte* from = _start + _at;
        _at += count;
        return from;
    }

    private EndOfStreamException PastEnd() => new($"Read past the end of {this}.");

    /// <summary>The mapping itself, given back when no input holds it.</summary>
    private sealed class MappedBytes
    {
        private readonly MemoryMappedViewAccessor _view;

        private MappedBytes(MemoryMappedViewAccessor view, long length)
        {
            _view = view;
            byte* start = null;
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            Start = start + _view.PointerOffset;
            Length = length;
        }

        ~MappedBytes()
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
        }

        public byte* Start { get; }

        public long Length { get; }

        /// <summary>Null for an empty file, which cannot be mapped.</summary>
        public static MappedBytes? Of(string path)
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            long length = RandomAccess.GetLength(handle);
            if (length == 0)
            {
                return null;
            }

            using var file = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);

            // Made before its holder: one whose view was refused would be given back all the same, and a fault there ends the process.
            MemoryMappedViewAccessor view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            return new MappedBytes(view, length);
        }
    }
}
