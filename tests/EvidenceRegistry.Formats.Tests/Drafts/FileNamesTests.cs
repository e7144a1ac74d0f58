using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Formats.Tests.Drafts;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("รายงานฉบับสมบูรณ์ 2566.pdf")]
    [InlineData("บทคัดย่อ (ฉบับแก้ไข).pdf")]
    [InlineData(".hidden")]
    [InlineData("console.pdf")]
    public void Names_that_people_use_are_taken_as_they_are(string name) => Assert.Equal(name, FileNames.Take(name));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../x.pdf")]
    [InlineData("..\\x.pdf")]
    [InlineData("/etc/passwd")]
    [InlineData("C:x.pdf")]
    [InlineData("a\nb.pdf")]
    [InlineData("a\0.pdf")]
    [InlineData("CON")]
    [InlineData("com1.pdf")]
    [InlineData("x.pdf ")]
    [InlineData("x.pdf.")]
    [InlineData("gnp\u202eexe.pdf")]
    public void Names_that_mean_a_place_or_deceive_are_refused(string name) => Assert.Null(FileNames.Take(name));

    [Fact]
    public void Half_a_surrogate_pair_is_no_name() => Assert.Null(FileNames.Take("\ud800.pdf"));

    [Fact]
    public void A_name_holds_255_bytes_and_no_more()
    {
        Assert.NotNull(FileNames.Take(new string('ก', 85)));
        Assert.Null(FileNames.Take(new string('ก', 86)));
    }
}
