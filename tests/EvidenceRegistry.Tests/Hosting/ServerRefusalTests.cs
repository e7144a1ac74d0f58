using System.Net;
using System.Net.Sockets;
using System.Text;
using EvidenceRegistry.Tests.Journeys;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>What only the real server does, over a real connection of this machine.</summary>
public sealed class ServerRefusalTests
{
    [Fact]
    public async Task A_body_without_an_announced_length_is_cut_off_at_the_limit()
    {
        await using var app = Served(("Limits:JsonBody", "2000"));
        using var client = app.Admin();
        client.DefaultRequestHeaders.TransferEncodingChunked = true;
        using var body = new StringContent("{\"role\": \"submitter\", \"actor\": \"" + new string('x', 5000) + "\"}", Encoding.UTF8, "application/json");
        var problem = await ProblemAnswer.ReadAsync(await client.PostAsync("/api/v1/keys", body), HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("body-too-large", problem.Word);
        Assert.Contains("2000", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_stalls_is_answered_and_holds_nobody_up()
    {
        await using var app = Served(("Limits:SlowBodyGraceSeconds", "2"));
        var answer = await RawAsync(app,
            "POST /api/v1/keys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + RegistryApp.AdminKey
            + "\r\nContent-Type: application/json\r\nContent-Length: 500\r\nAccept-Language: en\r\n\r\n{\"role\"");
        Assert.True(answer.StartsWith("HTTP/1.1 408", StringComparison.Ordinal), answer);
        Assert.Contains("/problems/slow-body", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_of_a_hundred_thousand_Thai_letters_still_gets_a_problem_document()
    {
        await using var app = Served();
        var answer = await RawAsync(app, "GET /api/v1/status?q=" + string.Concat(Enumerable.Repeat("%E0%B8%81", 100_000)) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 414", answer, StringComparison.Ordinal);
        Assert.Contains("/problems/address-too-long", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_beyond_the_limit_are_refused()
    {
        await using var app = Served();
        var answer = await RawAsync(app, "GET /api/v1/status HTTP/1.1\r\nHost: x\r\nX-Long: " + new string('a', 40_000) + "\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_in_mid_upload_is_no_error_of_ours()
    {
        await using var app = Served();
        using (var socket = await ConnectAsync(app))
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(
                "POST /api/v1/keys HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + RegistryApp.AdminKey + "\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"role\""));
            socket.LingerState = new LingerOption(true, 0);
        }

        using var client = app.Reader();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
        Assert.DoesNotContain(app.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    private static RegistryApp Served(params (string, string)[] settings)
    {
        var app = new RegistryApp { Settings = settings };
        app.UseKestrel(0);
        app.StartServer();
        return app;
    }

    private static async Task<Socket> ConnectAsync(RegistryApp app)
    {
        var address = app.ClientOptions.BaseAddress;
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        return socket;
    }

    private static async Task<string> RawAsync(RegistryApp app, string request)
    {
        using var socket = await ConnectAsync(app);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var answer = new StringBuilder();
        var buffer = new byte[16 * 1024];
        int read;
        // Whole when its last chunk is there, or the server has closed.
        while ((read = await stream.ReadAsync(buffer)) > 0 && !answer.Append(Encoding.UTF8.GetString(buffer, 0, read)).ToString().EndsWith("0\r\n\r\n", StringComparison.Ordinal))
        {
        }

        return answer.ToString();
    }
}
