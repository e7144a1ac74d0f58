using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Hosting;

/// <summary>
/// <c>learn [--key erk_…] [--url http://…]</c>: makes versions of the tagging model from all decisions of a registry (<see cref="VerbDoor"/>) and shows how they compare on held-out
/// ones; <c>learn models</c> lists them, <c>learn activate VERSION</c> goes back to one (<c>m0</c>: the rules alone).
/// </summary>
internal static class LearnVerb
{
    private const string Use = "Use: learn · learn models · learn activate VERSION; [--key erk_…] [--url http://…]";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    /// <param name="http">Null: one is made.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output, HttpClient? http = null, BuildRegistry? build = null)
    {
        var asked = VerbArguments.Read(args, ["url", "key"], []);
        if (asked.Words is not ([] or ["models"] or ["activate", _]))
        {
            throw new StartRefusedException(Use, StartRefusedException.WrongUse);
        }

        await using var door = await VerbDoor.OpenAsync(asked, build);
        using var handler = new SocketsHttpHandler();
        using var own = new HttpClient(handler, disposeHandler: false) { BaseAddress = door.Url };
        var client = http ?? own;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", door.Key);
        switch (asked.Words)
        {
            case []:
                var job = await JsonAsync(client.PostAsync("/api/v1/tags/learn", null));
                while ((string)job["state"]! is "queued" or "running")
                {
                    await Task.Delay(BetweenLooks, TimeProvider.System, door.Stopping);
                    job = await JsonAsync(client.GetAsync($"/api/v1/jobs/{job["id"]}"));
                }

                await output.WriteLineAsync($"job {job["id"]} {job["state"]}");
                await ListAsync(await JsonAsync(client.GetAsync("/api/v1/tags/models")), output);
                return (string)job["state"]! == "done" ? 0 : 1;
            case ["models"]:
                await ListAsync(await JsonAsync(client.GetAsync("/api/v1/tags/models")), output);
                return 0;
            default:
                await ListAsync(await JsonAsync(client.PostAsync($"/api/v1/tags/models/{Uri.EscapeDataString(asked.Words[1])}/activate", null)), output);
                return 0;
        }
    }

    private static async Task ListAsync(JsonNode list, TextWriter output)
    {
        foreach (var model in list["models"]!.AsArray())
        {
            var figures = model!["figures"]!;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{model["version"]} {model["scheme"]} {model["state"]}: {model["decisions"]} decisions; held out {figures["own"]!["decisions"]}, F1 {figures["own"]!["f1"]} (before {figures["before"]!["f1"]}), Brier {figures["own"]!["brier"]} (before {figures["before"]!["brier"]}); {figures["why"]}"));
        }
    }

    private static async Task<JsonNode> JsonAsync(Task<HttpResponseMessage> asking)
    {
        try
        {
            using var answer = await asking;
            var text = await answer.Content.ReadAsStringAsync();
            return answer.IsSuccessStatusCode ? JsonNode.Parse(text)!
                : throw new StartRefusedException(answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? (string?)JsonNode.Parse(text)!["detail"] ?? text : $"{(int)answer.StatusCode}", StartRefusedException.WrongUse);
        }
        catch (HttpRequestException unreachable)
        {
            throw new StartRefusedException($"No registry answers: {unreachable.Message}", StartRefusedException.WrongUse);
        }
    }
}
