using System.Text;
using EvidenceRegistry.Formats.Pdf;

namespace EvidenceRegistry.Formats.Tests.Pdf;

public sealed class FileSniffTests
{
    [Theory]
    [InlineData("", FileKind.Empty)]
    [InlineData("%PDF-1.4\n", FileKind.Pdf)]
    [InlineData("junk of a mail header\n\n%PDF-1.4\n", FileKind.Pdf)]
    [InlineData("<!DOCTYPE html><html>", FileKind.Html)]
    [InlineData(" \r\n<HTML><script>alert(1)</script> %PDF-1.4", FileKind.Html)]
    [InlineData("\uFEFF<script>alert(1)</script>", FileKind.Html)]
    [InlineData("<!-- %PDF-1.4 --><html>", FileKind.Html)]
    [InlineData("<?xml version=\"1.0\"?><!-- x --><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", FileKind.Svg)]
    [InlineData("<svg/>", FileKind.Svg)]
    [InlineData("<?xml version=\"1.0\"?><record/>", FileKind.Text)]
    [InlineData("PK\u0003\u0004....readme.txt", FileKind.Zip)]
    [InlineData("PK\u0003\u0004....[Content_Types].xml", FileKind.Office)]
    [InlineData("รายงานการวิจัย", FileKind.Text)]
    [InlineData("\u0001\u0002\u0003", FileKind.Unknown)]
    public void A_file_is_what_its_first_bytes_say(string content, FileKind kind) => Assert.Equal(kind, FileSniff.Kind(Encoding.UTF8.GetBytes(content)));

    [Fact]
    public void A_page_in_UTF_16_and_an_old_office_file_are_told_apart_from_text()
    {
        Assert.Equal(FileKind.Html, FileSniff.Kind([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<html>")]));
        Assert.Equal(FileKind.Office, FileSniff.Kind([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]));
    }

    [Fact]
    public void A_header_beyond_the_first_1024_bytes_makes_no_pdf() => Assert.Equal(FileKind.Text, FileSniff.Kind(Encoding.UTF8.GetBytes(new string('x', 1024) + "%PDF-1.4")));
}
