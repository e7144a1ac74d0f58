using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EvidenceRegistry.Bench.Load;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>One process of the published application with a container's environment and no variable besides, on loopback and in folders of its own.</summary>
public sealed class ContainerProcess : IAsyncDisposable
{
    /// <summary>Several first starts on one server go one after the other.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>What an image has without anybody's doing, of those that this machine's .NET needs.</summary>
    private static readonly string[] OfTheImage = ["PATH", "DOTNET_ROOT"];

    private readonly string _folder = Directory.CreateTempSubdirectory("registry-container-").FullName;
    private readonly string _program;
    private readonly Dictionary<string, string> _environment;
    private readonly string _key;
    private Process? _process;

    private ContainerProcess(string program, IReadOnlyDictionary<string, string> environment)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        (_program, _key) = (program, environment["Registry__AdminKey"]);
        _environment = new(environment) { ["ASPNETCORE_URLS"] = Address, ["Registry__DataFolder"] = Path.Combine(_folder, "registry") };
    }

    public string Address { get; }

    public int ProcessId => _process?.Id ?? 0;

    public static async Task<ContainerProcess> StartAsync(string program, IReadOnlyDictionary<string, string> environment)
    {
        var started = new ContainerProcess(program, environment);
        try
        {
            await started.StartAgainAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a process on the same folder and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        _process = Run();
        using var client = new RegistryClient(Address, _key);
        await client.ReadyAsync(Patience, () => _process.HasExited);
    }

    /// <summary>The exit code of a verb in the same container, <c>health</c> for instance.</summary>
    public async Task<int> AsksAsync(string verb)
    {
        using var process = Run(verb);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Process Run(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        foreach (var arg in (string[])[_program, .. args])
        {
            start.ArgumentList.Add(arg);
        }

        var given = OfTheImage.Select(name => (Name: name, Value: start.Environment.TryGetValue(name, out var value) ? value : null)).Where(v => v.Value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in given.Concat(_environment.Select(e => (Name: e.Key, Value: (string?)e.Value))))
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
