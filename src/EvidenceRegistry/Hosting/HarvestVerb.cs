using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Hosting;

/// <summary>
/// <c>EvidenceRegistry harvest sources</c>, <c>test SOURCE</c>, <c>plan SOURCE [--run]</c>, <c>show PLAN</c>, <c>run PLAN [--accept reused]</c>, <c>undo RUN</c>,
/// each with <c>--key</c> and <c>--url</c> or without (<see cref="VerbDoor"/>).
/// </summary>
internal static class HarvestVerb
{
    private const string Use = "Use: harvest sources · test SOURCE · plan SOURCE [--run] · show PLAN · run PLAN [--accept reused] · undo RUN; [--key erk_…] [--url http://…]";

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <param name="handler">The network; null: the real one.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter output, HttpMessageHandler? handler = null, BuildRegistry? build = null)
    {
        var asked = VerbArguments.Read(args, ["url", "key", "accept"], ["run"]);
        if (asked.Words is not (["sources"] or ["test" or "plan" or "show" or "run" or "undo", _]))
        {
            throw new StartRefusedException(Use, StartRefusedException.WrongUse);
        }

        await using var door = await VerbDoor.OpenAsync(asked, build);
        using var http = new HttpMessageInvoker(handler ?? new SocketsHttpHandler(), disposeHandler: true);
        var server = new Server(http, door.Url, door.Key);
        switch (asked.Words)
        {
            case ["sources"]:
                var sources = (await server.SourcesAsync())!;
                foreach (var source in sources)
                {
                    await output.WriteLineAsync($"{source!["id"]}\t{source["name"]}\t{source["kind"]}\t{source["url"]}\t{(string?)source["paused"] ?? (string?)source["lastError"] ?? "good"}");
                }

                if (sources.Count == 0)
                {
                    await output.WriteLineAsync("There are no sources yet: POST /api/v1/harvest/sources, or the page /sources/new.");
                }

                return 0;
            case ["test", var name]:
                await output.WriteLineAsync((await server.PostAsync($"sources/{await server.IdAsync(name)}/test")).ToJsonString());
                return 0;
            case ["plan", var name]:
                return await FollowAsync(server, (string)(await server.PostAsync($"sources/{await server.IdAsync(name)}/plans?run={(asked.One("run") is null ? "false" : "true")}"))["id"]!, output);
            case ["show", var plan]:
                return await FollowAsync(server, plan, output);
            case ["run", var plan]:
                await server.PostAsync($"plans/{plan}/run{(asked.One("accept") is { } accept ? $"?accept={Uri.EscapeDataString(accept)}" : "")}");
                return await FollowAsync(server, plan, output);
            default:
                return await FollowAsync(server, (string)(await server.PostAsync($"runs/{asked.Words[1]}/undo"))["id"]!, output, until: "undone");
        }
    }

    /// <summary>Waits for the end of what is at work; 0 where it ended well, 1 where a person must look.</summary>
    private static async Task<int> FollowAsync(Server server, string planId, TextWriter output, string? until = null)
    {
        while (true)
        {
            var plan = await server.GetAsync($"plans/{planId}");
            var state = (string)plan["state"]!;
            if (until is null ? state is not ("gathering" or "running") && !(state == "ready" && (bool)plan["automatic"]!) : state == until)
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"plan {planId} {state}: {plan["gathered"]} gathered, {plan["add"]} to add, {plan["change"]} to change, {plan["remove"]} to remove, {plan["unchanged"]} unchanged, {plan["refused"]} refused before"));
                foreach (var warning in plan["warnings"]!.AsArray())
                {
                    await output.WriteLineAsync($"warning {warning!["code"]}: {string.Join(", ", warning["details"]!.AsArray().Select(d => (string?)d))}");
                }

                if ((string?)plan["run"] is { } run)
                {
                    var done = await server.GetAsync($"runs/{run}");
                    await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                        $"run {run}: {done["added"]} added, {done["changed"]} changed, {done["removed"]} removed, {done["unchanged"]} unchanged, {done["refused"]} refused, {((bool)done["closes"]! ? "the numbers close" : $"{done["left"]} left")}"));
                }

                return state is "done" or "ready" or "undone" ? 0 : 1;
            }

            await Task.Delay(BetweenLooks, TimeProvider.System);
        }
    }

    private sealed class Server(HttpMessageInvoker http, Uri url, string key)
    {
        public async Task<JsonArray?> SourcesAsync() => (await GetAsync("sources"))["sources"] as JsonArray;

        /// <summary>A source by its name or id.</summary>
        public async Task<string> IdAsync(string name) =>
            (string?)(await SourcesAsync())?.FirstOrDefault(s => (string?)s!["name"] == name || (string?)s["id"] == name)?["id"]
            ?? throw new StartRefusedException($"There is no source “{name}”.", StartRefusedException.WrongUse);

        public Task<JsonNode> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

        public Task<JsonNode> PostAsync(string path) => SendAsync(HttpMethod.Post, path);

        private async Task<JsonNode> SendAsync(HttpMethod method, string path)
        {
            using var request = new HttpRequestMessage(method, new Uri(url, $"/api/v1/harvest/{path}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            request.Headers.AcceptLanguage.ParseAdd("en");
            try
            {
                using var answer = await http.SendAsync(request, CancellationToken.None);
                var text = await answer.Content.ReadAsStringAsync();
                return answer.IsSuccessStatusCode ? JsonNode.Parse(text)!
                    : throw new StartRefusedException(answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? (string?)JsonNode.Parse(text)!["detail"] ?? text : $"{(int)answer.StatusCode}", StartRefusedException.WrongUse);
            }
            catch (HttpRequestException unreachable)
            {
                throw new StartRefusedException($"No registry answers at {url}: {unreachable.Message}", StartRefusedException.WrongUse);
            }
        }
    }
}
