using EvidenceRegistry.Formats.Pdf;
using EvidenceRegistry.Formats.Thai;
using FsCheck;
using FsCheck.Fluent;

namespace EvidenceRegistry.Formats.Tests.Pdf;

public sealed class PdfFrameWireTests
{
    private static readonly PdfFrame[] Frames =
    [
        new PdfOpened(476),
        new PdfPageAnnounced(7),
        new PdfPage(7, "ก-7", "พืÊนทีÉ 😀", "พื้นที่ 😀", new ThaiDamage(1, 2, 3, 4, 5, 6, 7, 8, 9), Garbled: false),
        new PdfPage(8, null, "", "", default, Garbled: true),
        new PdfPageLost(9, PdfReason.Damaged, "broken"),
        new PdfRefused(PdfReason.Password, "locked"),
        new PdfDone(123_456_789_012),
    ];

    [Fact]
    public async Task What_a_reader_says_arrives_as_it_was_said()
    {
        using var wire = new MemoryStream();
        Array.ForEach(Frames, frame => PdfFrameWire.Write(wire, frame));
        wire.Position = 0;

        foreach (var frame in Frames)
        {
            Assert.Equal(frame, await PdfFrameWire.ReadFrameAsync(wire));
        }

        Assert.Null(await PdfFrameWire.ReadFrameAsync(wire));
    }

    [Fact]
    public void A_request_arrives_as_it_was_asked()
    {
        using var wire = new MemoryStream();
        var request = new PdfRequest("/data/files/รายงาน.pdf", 12, 10_000, 60);
        PdfFrameWire.Write(wire, request);
        wire.Position = 0;

        Assert.Equal(request, PdfFrameWire.ReadRequest(wire));
        Assert.Null(PdfFrameWire.ReadRequest(wire));
    }

    [Fact]
    public async Task A_reader_that_dies_in_mid_sentence_has_said_nothing_more()
    {
        using var whole = new MemoryStream();
        PdfFrameWire.Write(whole, Frames[2]);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Null(await PdfFrameWire.ReadFrameAsync(new MemoryStream(whole.ToArray(), 0, length)));
        }
    }

    [Fact]
    public void Whatever_the_bytes_the_wire_answers_with_a_frame_the_end_or_a_refusal()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            using var wire = new MemoryStream([(byte)(bytes.Length % 64), 0, 0, 0, .. bytes]);
            var read = Record.Exception(() => PdfFrameWire.ReadFrameAsync(wire).GetAwaiter().GetResult());
            Assert.True(read is null or InvalidDataException, read?.ToString());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void The_last_word_on_a_reading_never_travels() => Assert.Throws<ArgumentException>(() => PdfFrameWire.Write(new MemoryStream(), new PdfEnd(PdfTally.Empty)));
}
