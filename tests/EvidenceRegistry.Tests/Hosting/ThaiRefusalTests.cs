using System.Net;
using System.Text.RegularExpressions;
using EvidenceRegistry.Tests.Journeys;
using EvidenceRegistry.Tests.Repository;
using EvidenceRegistry.Tests.Submissions;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>What is not there is named in the language of the asker.</summary>
public sealed partial class ThaiRefusalTests(SubmissionDesk desk) : IClassFixture<SubmissionDesk>
{
    [Theory]
    [InlineData("GET", "records/01X")]
    [InlineData("GET", "records/01X/history")]
    [InlineData("GET", "records/01X/receipt")]
    [InlineData("GET", "records/{id}/fitness")]
    [InlineData("GET", "records/{id}/files/01X")]
    [InlineData("GET", "records/{id}/files/a.pdf/pages/7")]
    [InlineData("DELETE", "records/{id}/files/01X")]
    [InlineData("POST", "records/{id}/tags/01X", "{\"decision\": \"confirm\"}")]
    [InlineData("POST", "records/{id}/tags/110301/undo")]
    [InlineData("POST", "tags/bulk/01X/undo")]
    [InlineData("POST", "tags/models/01X/activate")]
    [InlineData("GET", "tags/crosswalk?edition=01X")]
    [InlineData("POST", "tags/crosswalk?edition=01X")]
    [InlineData("POST", "duplicates/77", "{\"decision\": \"same\"}")]
    [InlineData("GET", "jobs/01X")]
    [InlineData("GET", "jobs/01X/report")]
    [InlineData("DELETE", "keys/01X")]
    [InlineData("GET", "harvest/sources/01X")]
    [InlineData("GET", "harvest/plans/01X")]
    [InlineData("GET", "harvest/runs/01X")]
    public async Task A_Thai_reader_is_told_in_Thai_what_is_not_there(string method, string address, string? body = null)
    {
        var id = (string)(await desk.TakenAsync(desk.Study(), files: [("a.pdf", [1])]))["id"]!;
        using var admin = desk.App.Admin();
        admin.DefaultRequestHeaders.AcceptLanguage.Clear();
        admin.DefaultRequestHeaders.AcceptLanguage.ParseAdd("th");
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/" + address.Replace("{id}", id, StringComparison.Ordinal))
        {
            Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        var problem = await ProblemAnswer.ReadAsync(await admin.SendAsync(request), HttpStatusCode.NotFound);
        Assert.Equal("not-found", problem.Word);
        Assert.DoesNotMatch(EnglishWord(), problem.Detail.Replace("a.pdf", "", StringComparison.Ordinal).Replace(id, "", StringComparison.Ordinal));
    }

    [Fact]
    public void No_refusal_names_what_is_not_there_in_one_language_alone() => Assert.Empty(
        Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src", "EvidenceRegistry"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => OneLanguage().Matches(File.ReadAllText(file)).Select(m => $"{Path.GetFileName(file)}: {m.Value}")));

    [GeneratedRegex("[A-Za-z]{3,}")]
    private static partial Regex EnglishWord();

    [GeneratedRegex("""(?:ProblemKinds\.NotFound,|\.None\(http,) \$?"[^"]*""")]
    private static partial Regex OneLanguage();
}
