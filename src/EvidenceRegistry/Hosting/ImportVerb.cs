using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.Hosting;

/// <summary>
/// <c>import FILE [--format …] [--source …] [--agency …] [--dry-run] [--report FILE.csv] [--with FILE]… [--key erk_…] [--url http://…]</c>: hands the file to a
/// registry (<see cref="VerbDoor"/>) and shows how far its job is. The same job and the same report as over the API.
/// </summary>
internal static class ImportVerb
{
    private const string Use = $"Use: import FILE [--key erk_…] [--url {HostingServices.DefaultUrl}] [--format ndjson|csv|xlsx|gdcatalog|ris|bibtex|csl|oai_dc|zip] [--source NAME] [--agency NAME] [--dry-run] [--report FILE.csv] [--with FILE]…";

    private const int BarLength = 30, RefusedShown = 5;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    /// <summary>Some lines were refused, or the job did not end well.</summary>
    public const int NotAll = 1;

    public static async Task<int> RunAsync(string[] args, TextWriter output, BuildRegistry? build = null)
    {
        var asked = VerbArguments.Read(args, ["format", "source", "agency", "url", "key", "report", "with"], ["dry-run"]);
        if (asked.Words is not [var file])
        {
            throw new StartRefusedException(Use, StartRefusedException.WrongUse);
        }

        foreach (var one in asked.All("with").Prepend(file).Where(f => !File.Exists(f)))
        {
            throw new StartRefusedException($"There is no file {one}.", StartRefusedException.WrongUse);
        }

        await using var door = await VerbDoor.OpenAsync(asked, build);
        var cancel = door.Stopping;
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = door.Url, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", door.Key);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var job = await HandInAsync(client, asked, file, cancel);
        var id = (string)job["id"]!;
        try
        {
            while ((string)job["state"]! is "queued" or "running")
            {
                await output.WriteAsync("\r" + Bar(job));
                await Task.Delay(BetweenLooks, TimeProvider.System, cancel);
                job = await JsonAsync(await client.GetAsync($"/api/v1/jobs/{id}", cancel), cancel);
            }
        }
        catch (Exception e) when (cancel.IsCancellationRequested && e is OperationCanceledException or HttpRequestException)
        {
            door.LeaveKey();
            await output.WriteLineAsync($"\nStopped. Job {id} goes on where it was when a registry runs on this folder within a day.");
            return NotAll;
        }

        await output.WriteLineAsync("\r" + Bar(job));
        await output.WriteLineAsync(Line($"job {id}: {job["state"]}; read {job["read"]}, created {job["created"]}, updated {job["updated"]}, unchanged {job["unchanged"]}, refused {job["refused"]}{(asked.One("dry-run") is null ? "" : " (dry run: nothing was written)")}"));
        await RefusedAsync(client, id, (long)job["refused"]!, output, cancel);
        if ((string)job["state"]! == "paused")
        {
            door.LeaveKey();
            await output.WriteLineAsync($"It asks whether to go on after so many refused lines: POST /api/v1/jobs/{id}/resume or /cancel");
        }

        if (asked.One("report") is { } report)
        {
            await using var to = File.Create(report);
            using var answer = await client.GetAsync($"/api/v1/jobs/{id}/report?format=csv", HttpCompletionOption.ResponseHeadersRead, cancel);
            await answer.Content.CopyToAsync(to, cancel);
            await output.WriteLineAsync($"report: {report}");
        }

        return (string)job["state"]! == "done" && (long)job["refused"]! == 0 ? 0 : NotAll;
    }

    private static async Task<JsonNode> HandInAsync(HttpClient client, VerbArguments asked, string file, CancellationToken cancel)
    {
        var query = string.Concat(
            asked.One("format") is { } format ? $"&format={Uri.EscapeDataString(format)}" : "",
            asked.One("source") is { } source ? $"&source={Uri.EscapeDataString(source)}" : "",
            asked.One("agency") is { } agency ? $"&agency={Uri.EscapeDataString(agency)}" : "",
            asked.One("dry-run") is null ? "" : "&dryRun=true");
        using var body = new MultipartFormDataContent();
        foreach (var one in asked.All("with").Prepend(file))
        {
            var part = new StreamContent(File.OpenRead(one));
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileNameStar = Path.GetFileName(one) };
            body.Add(part);
        }

        try
        {
            return await JsonAsync(await client.PostAsync($"/api/v1/submissions?{query.TrimStart('&')}", body, cancel), cancel);
        }
        catch (HttpRequestException away) when (away.StatusCode is null)
        {
            throw new StartRefusedException($"No registry answers at {client.BaseAddress}: {away.Message}", StartRefusedException.DatabaseUnusable, away);
        }
    }

    /// <summary>The first refused lines and why; all of them are in the report.</summary>
    private static async Task RefusedAsync(HttpClient client, string job, long refused, TextWriter output, CancellationToken cancel)
    {
        if (refused == 0)
        {
            return;
        }

        await using var report = await client.GetStreamAsync($"/api/v1/jobs/{job}/report?format=json&outcome=refused", cancel);
        await foreach (var line in JsonSerializer.DeserializeAsyncEnumerable<JsonNode>(report, cancellationToken: cancel).Take(RefusedShown))
        {
            foreach (var problem in line!["problems"]!.AsArray())
            {
                await output.WriteLineAsync($"refused: {string.Join(", ", new[] { (string?)line["sourceId"], (string?)problem!["place"] }.OfType<string>())}: {problem["message"]}");
            }
        }

        if (refused > RefusedShown)
        {
            await output.WriteLineAsync(Line($"and {refused - RefusedShown} more: --report FILE.csv holds every line"));
        }
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(cancel);
            return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted ? JsonNode.Parse(text)!
                : throw new StartRefusedException($"The registry says {(int)answer.StatusCode}: {text}", StartRefusedException.WrongUse);
        }
    }

    private static string Bar(JsonNode job)
    {
        var (size, position) = ((double?)job["counts"]?["size"] ?? 0, (double?)job["counts"]?["position"] ?? 0);
        var done = (string)job["state"]! == "done" ? 1 : size == 0 ? 0 : Math.Clamp(position / size, 0, 1);
        var full = (int)(done * BarLength);
        return Line($"[{new string('#', full)}{new string('.', BarLength - full)}] {done,4:P0} {job["read"]} lines, {(double?)job["rate"] ?? 0:F0}/s, {(job["secondsLeft"] is { } left ? $"{left} s left" : ""),-12}");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
