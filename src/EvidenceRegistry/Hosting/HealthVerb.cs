namespace EvidenceRegistry.Hosting;

/// <summary><c>EvidenceRegistry health</c>: asks the server on this machine whether it lives; for containers, whose image holds no other program that could.</summary>
public static class HealthVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>0: it answers; 1: it does not.</returns>
    public static async Task<int> RunAsync(IConfiguration settings, TextWriter output)
    {
        var address = (settings["ASPNETCORE_URLS"] ?? settings["URLS"] ?? HostingServices.DefaultUrl).Split(';')[0];
        var here = new UriBuilder(address.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal)) { Path = "/health/live" };
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler, disposeHandler: false) { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(here.Uri);
            await output.WriteLineAsync($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException)
        {
            await output.WriteLineAsync($"{here.Uri}: {away.Message}");
            return 1;
        }
    }
}
