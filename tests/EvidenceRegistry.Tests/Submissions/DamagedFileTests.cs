using System.Net;
using EvidenceRegistry.Tests.Journeys;

namespace EvidenceRegistry.Tests.Submissions;

/// <summary>What "send it again" is worth.</summary>
public sealed class DamagedFileTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Theory]
    [InlineData("%PDF-1.4 whole", "%PDF-1.4 wrong")]
    [InlineData("%PDF-1.4 whole too", "%PDF-1.4")]
    [InlineData("%PDF-1.4 whole as well", "")]
    [InlineData("%PDF-1.4 whole and gone", null)]
    public async Task A_file_sent_again_mends_its_damaged_copy(string text, string? damaged)
    {
        var whole = System.Text.Encoding.UTF8.GetBytes(text);
        var id = (string)(await desk.TakenAsync(desk.Study(), files: [("a.pdf", whole)]))["id"]!;
        var address = $"/api/v1/records/{id}/files/a.pdf";
        Assert.Equal(whole, await desk.Reader.GetByteArrayAsync(address));
        var stored = Directory.EnumerateFiles(Path.Combine(desk.App.Folder, "files"), "*", SearchOption.AllDirectories).Single(f => File.ReadAllBytes(f).SequenceEqual(whole));
        File.Delete(stored);
        if (damaged is not null)
        {
            await File.WriteAllTextAsync(stored, damaged);
        }

        using var refused = await desk.Reader.GetAsync(address);
        Assert.Equal("file-damaged", (await ProblemAnswer.ReadAsync(refused, HttpStatusCode.InternalServerError)).Word);
        await SubmissionDesk.ReadAsync(await desk.Submitter.PutAsync(address, new ByteArrayContent(whole)), HttpStatusCode.OK);
        Assert.Equal(whole, await desk.Reader.GetByteArrayAsync(address));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(desk.App.Folder, "files"), "draft-*"));
    }
}
