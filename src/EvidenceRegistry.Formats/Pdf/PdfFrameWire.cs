using System.Buffers.Binary;
using System.Text;
using EvidenceRegistry.Formats.Thai;

namespace EvidenceRegistry.Formats.Pdf;

/// <summary>
/// The wire between a reading process and who started it, the whole of it. Both directions carry messages of the same form:
/// four bytes of length (little-endian, counting what follows), one byte of kind, then the fields in the order below.
/// Numbers are 32 or 64 bits little-endian, flags one byte, texts UTF-8 behind a 7-bit-encoded length.
/// <code>
/// to the reader    R path, first page, highest page, processor seconds
/// from the reader  O pages                                    the file is open
///                  A page                                     about to read this page
///                  P page, has label, label, raw, text, 8 damage counts, garbled
///                  L page, reason, detail                     this page is lost
///                  X reason, detail                           the file is refused, or the rest of it
///                  D resident bytes                           done; ready for the next request
/// </code>
/// After X the reader says D as well. The end of its input ends the reader, whatever it is doing.
/// </summary>
public static class PdfFrameWire
{
    // A page's raw and repaired text in UTF-8 at three bytes a unit, and room for the rest.
    private const int MaxLength = (PdfReader.MaxPageLength * 3 * 2) + 65_536;

    public static void Write(Stream to, PdfRequest request) => Send(to, 'R', body =>
    {
        body.Write(request.Path);
        body.Write(request.FirstPage);
        body.Write(request.MaxPages);
        body.Write(request.ProcessorSeconds);
    });

    /// <exception cref="ArgumentException">The frame is one that never travels (<see cref="PdfEnd"/>).</exception>
    public static void Write(Stream to, PdfFrame frame)
    {
        switch (frame)
        {
            case PdfOpened opened:
                Send(to, 'O', body => body.Write(opened.Pages));
                break;
            case PdfPageAnnounced announced:
                Send(to, 'A', body => body.Write(announced.Page));
                break;
            case PdfPage page:
                Send(to, 'P', body => WritePage(body, page));
                break;
            case PdfPageLost lost:
                Send(to, 'L', body =>
                {
                    body.Write(lost.Page);
                    body.Write((int)lost.Reason);
                    body.Write(lost.Detail);
                });
                break;
            case PdfRefused refused:
                Send(to, 'X', body =>
                {
                    body.Write((int)refused.Reason);
                    body.Write(refused.Detail);
                });
                break;
            case PdfDone done:
                Send(to, 'D', body => body.Write(done.ResidentBytes));
                break;
            default:
                throw new ArgumentException($"{frame.GetType().Name} does not travel.", nameof(frame));
        }
    }

    /// <summary>The next request, or null at the end of the input.</summary>
    /// <exception cref="InvalidDataException">The bytes are no message of this wire.</exception>
    public static PdfRequest? ReadRequest(Stream from)
    {
        var head = new byte[sizeof(int)];
        if (from.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
        {
            return null;
        }

        var message = new byte[LengthIn(head)];
        return from.ReadAtLeast(message, message.Length, throwOnEndOfStream: false) < message.Length ? null : Parse(message, static (kind, body) => kind == 'R'
            ? new PdfRequest(body.ReadString(), body.ReadInt32(), body.ReadInt32(), body.ReadInt32())
            : throw new InvalidDataException($"A request was expected, not {kind}."));
    }

    /// <summary>The next frame, or null at the end of the input, in mid-frame too: a dead reader leaves what it has written.</summary>
    /// <exception cref="InvalidDataException">The bytes are no message of this wire.</exception>
    public static async Task<PdfFrame?> ReadFrameAsync(Stream from, CancellationToken cancel = default)
    {
        var message = await ReceiveAsync(from, cancel);
        return message is null ? null : Parse<PdfFrame>(message, static (kind, body) => kind switch
        {
            'O' => new PdfOpened(body.ReadInt32()),
            'A' => new PdfPageAnnounced(body.ReadInt32()),
            'P' => ReadPage(body),
            'L' => new PdfPageLost(body.ReadInt32(), ReadReason(body), body.ReadString()),
            'X' => new PdfRefused(ReadReason(body), body.ReadString()),
            'D' => new PdfDone(body.ReadInt64()),
            _ => throw new InvalidDataException($"Unknown kind of frame: {(int)kind}."),
        });
    }

    private static void WritePage(BinaryWriter body, PdfPage page)
    {
        body.Write(page.Page);
        body.Write(page.Label is not null);
        body.Write(page.Label ?? "");
        body.Write(page.Raw);
        body.Write(page.Text);
        foreach (var count in page.Damage.ToCounts())
        {
            body.Write(count);
        }

        body.Write(page.Garbled);
    }

    private static PdfPage ReadPage(BinaryReader body)
    {
        var page = body.ReadInt32();
        var labelled = body.ReadBoolean();
        var label = body.ReadString();
        var raw = body.ReadString();
        var text = body.ReadString();
        var counts = new int[ThaiDamage.CountsLength];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = body.ReadInt32();
        }

        return new PdfPage(page, labelled ? label : null, raw, text, ThaiDamage.FromCounts(counts), body.ReadBoolean());
    }

    private static PdfReason ReadReason(BinaryReader body)
    {
        var reason = (PdfReason)body.ReadInt32();
        return Enum.IsDefined(reason) ? reason : throw new InvalidDataException($"Unknown reason: {(int)reason}.");
    }

    private static void Send(Stream to, char kind, Action<BinaryWriter> fields)
    {
        using var buffer = new MemoryStream();
        using var body = new BinaryWriter(buffer, Encoding.UTF8);
        body.Write(0);
        body.Write((byte)kind);
        fields(body);
        body.Flush();
        var bytes = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - sizeof(int));
        to.Write(bytes);
        to.Flush();
    }

    private static async Task<byte[]?> ReceiveAsync(Stream from, CancellationToken cancel)
    {
        var head = new byte[sizeof(int)];
        if (await from.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel) < head.Length)
        {
            return null;
        }

        var message = new byte[LengthIn(head)];
        return await from.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, cancel) < message.Length ? null : message;
    }

    private static int LengthIn(byte[] head)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        return length is >= 1 and <= MaxLength ? length : throw new InvalidDataException($"A message of {length} bytes is out of bounds.");
    }

    private static T Parse<T>(byte[] message, Func<char, BinaryReader, T> fields)
    {
        using var body = new BinaryReader(new MemoryStream(message, 1, message.Length - 1), Encoding.UTF8);
        try
        {
            return fields((char)message[0], body);
        }
        catch (Exception malformed) when (malformed is IOException or FormatException)
        {
            throw new InvalidDataException("A frame ends before its fields.", malformed);
        }
    }
}
