using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Tests.Journeys;

/// <summary>What a client reads of a refusal.</summary>
public sealed record ProblemAnswer(string Word, string Title, string Detail, IReadOnlyList<(string Place, string Code)> Places)
{
    /// <summary>Fails unless the answer is a problem document of that status, in a named language.</summary>
    public static async Task<ProblemAnswer> ReadAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{(int)answer.StatusCode}: {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Single(answer.Content.Headers.ContentLanguage);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.Equal((int)status, (int?)problem["status"]);
        var type = (string)problem["type"]!;
        Assert.StartsWith("/problems/", type, StringComparison.Ordinal);
        return new ProblemAnswer(
            type["/problems/".Length..],
            (string)problem["title"]!,
            (string)problem["detail"]!,
            [.. (problem["errors"] as JsonArray ?? []).Select(e => ((string)e!["place"]!, (string)e["code"]!))]);
    }
}
