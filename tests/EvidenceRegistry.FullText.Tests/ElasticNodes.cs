using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EvidenceRegistry.FullText.Elasticsearch;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>
/// Three nodes that ask for a login, for the tests of one class: begun when the first of them asks, stopped and removed after the last. A node can be killed
/// and started again on what it had.
/// </summary>
public sealed class ElasticNodes : IAsyncLifetime
{
    public const int Count = 3;

    /// <summary>A folder that holds the program <c>es</c> and the distribution it starts.</summary>
    private const string Variable = "REGISTRY_ELASTICSEARCH_KIT";

    private const string Password = "of-these-tests-alone";

    /// <summary>A login is slow on a busy machine, and three nodes are begun one after the other.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"registry-nodes-{Guid.NewGuid():N}");
    private Task? _up;
    private int _port;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Skips the test where no kit is named; fails it where servers are required.</summary>
    public Task UpAsync()
    {
        if (Kit is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("REQUIRE_SERVERS") == "1", $"{Variable} names no folder.");
            Assert.Fail($"REQUIRE_SERVERS=1, and {Variable} names no folder.");
        }

        return _up ??= BeginAsync();
    }

    /// <summary>With the login of the user who may do everything, and names that no other test uses.</summary>
    public ElasticOptions Options() => new()
    {
        Addresses = [.. Enumerable.Range(_port, Count).Select(port => new Uri($"http://127.0.0.1:{port}"))],
        MappingsFolder = Analysis.MappingsFolder(),
        Prefix = $"t{Guid.NewGuid():N}",
        User = "elastic",
        Password = Password,
    };

    /// <summary>At once, as a machine that loses power.</summary>
    public Task KillAsync(int node) => RunAsync("kill", $"{node}");

    public Task StartAgainAsync(int node) => RunAsync("start", $"{node}");

    /// <summary>Each by itself: <c>es down</c> takes the ids of several nodes for one number, and stops none of them.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!Directory.Exists(_folder))
        {
            return;
        }

        await Task.WhenAll(Enumerable.Range(1, Count).Select(node => EndAsync("kill", $"{node}")));
        Assert.All(Enumerable.Range(_port, Count), port => Assert.True(IsFree(port), $"A node still listens on {port}."));
        Directory.Delete(_folder, recursive: true);
    }

    private static string? Kit => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;

    private async Task BeginAsync()
    {
        Directory.CreateDirectory(_folder);
        if (!OperatingSystem.IsWindows())
        {
            // Begun by root, the nodes run as somebody else.
            File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        }

        _port = FreePort();
        await RunAsync("up", "--nodes", $"{Count}", "--port", $"{_port}", "--password", Password, "--heap", "256m");
    }

    private async Task RunAsync(string verb, params string[] args)
    {
        (int code, string said) = await EndAsync(verb, args);
        Assert.True(code == 0, $"es {verb} ended with {code}: {said}");
    }

    private async Task<(int Code, string Said)> EndAsync(string verb, params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(Kit!, "es"), [verb, _folder, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var es = Process.Start(start)!;
        Task<string> output = es.StandardOutput.ReadToEndAsync();
        Task<string> errors = es.StandardError.ReadToEndAsync();
        try
        {
            await es.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            es.Kill(entireProcessTree: true);
        }

        return (es.ExitCode, await output + await errors);
    }

    /// <summary>Below those that the system gives to whoever connects: nobody takes one while the nodes begin. Node N listens at N-1 and at 99+N from here.</summary>
    private static int FreePort() => Enumerable.Range(0, 400).Select(step => 11_000 + ((Environment.ProcessId + step) % 400 * 20))
        .First(port => Enumerable.Range(0, Count).All(node => IsFree(port + node) && IsFree(port + 100 + node)));

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
