using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EvidenceRegistry.Bench.Load;

/// <summary>A registry as its own process on loopback, with a data folder of its own.</summary>
public sealed class RunningRegistry : IAsyncDisposable
{
    public const string AdminKey = "erk_bench0000000000000000000000000000000000000000000";

    /// <summary>Several first starts on one server go one after the other.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>For a shell: the group is joined before .NET starts, since it reads its limit once.</summary>
    private const string JoinThenRun = "echo $$ > \"$1/cgroup.procs\" && exec dotnet \"$0\"";

    private readonly string _folder;
    private readonly int _port;
    private readonly string _seed;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly string? _group;
    private Process? _process;

    private RunningRegistry(string folder, int port, string seed, IReadOnlyDictionary<string, string>? settings, string? group) =>
        (_folder, _port, _seed, _settings, _group) = (folder, port == 0 ? FreePort() : port, seed, settings ?? new Dictionary<string, string>(), group);

    public string Address => $"http://127.0.0.1:{_port}";

    public string DataFolder => Path.Combine(_folder, "data");

    public int ProcessId => _process?.Id ?? 0;

    /// <summary>From the start of the process to ready, of the last start.</summary>
    public TimeSpan StartTook { get; private set; }

    /// <param name="port">0: any that is free.</param>
    /// <param name="settings">Of every start, as environment variables.</param>
    /// <param name="group">Folder of a control group that the process joins, made and limited beforehand; null: none.</param>
    public static async Task<RunningRegistry> StartAsync(int port, string seed = "plans", IReadOnlyDictionary<string, string>? settings = null, string? group = null)
    {
        var running = new RunningRegistry(Directory.CreateTempSubdirectory("registry-bench-").FullName, port, seed, settings, group);
        try
        {
            await running.StartAgainAsync();
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a process on the same folder and waits until it is ready.</summary>
    public async Task StartAgainAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var clock = Stopwatch.StartNew();
        var start = new ProcessStartInfo(_group is null ? "dotnet" : "sh") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        foreach (var argument in _group is null ? [Assembly()] : new[] { "-c", JoinThenRun, Assembly(), _group })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ASPNETCORE_URLS"] = Address;
        start.Environment["Registry__DataFolder"] = DataFolder;
        start.Environment["Registry__AdminKey"] = AdminKey;
        start.Environment["Registry__SeedData"] = _seed;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["Limits__FileBody"] = "4000000000";
        start.Environment["Harvesting__AllowPrivateNetworks"] = "true";
        foreach (var (name, value) in _settings.Concat(settings ?? new Dictionary<string, string>()))
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var client = new RegistryClient(Address, AdminKey);
        await client.ReadyAsync(Patience, () => _process.HasExited);
        StartTook = clock.Elapsed;
    }

    /// <summary>A verb of the program, as an operator types it.</summary>
    /// <param name="words">The verb and what follows it.</param>
    /// <param name="settings">As environment variables.</param>
    /// <returns>What it said.</returns>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0.</exception>
    public static async Task<string> VerbAsync(IReadOnlyList<string> words, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly(), .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start.");
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said[0].Trim() : throw new InvalidOperationException($"{words[0]} ended with {process.ExitCode}: {string.Concat(said)}");
    }

    /// <summary>SIGKILL, as a power cut to the process.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to stop and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var stop = Process.Start("kill", ["-TERM", ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await stop.WaitForExitAsync();
        await _process!.WaitForExitAsync();
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

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_folder)
            {
                File.AppendAllText(Path.Combine(_folder, "log.txt"), line + "\n");
            }
        }
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The registry's assembly in the same build configuration as this program's.</summary>
    private static string Assembly()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var beside = Path.Combine(here.Parent!.Parent!.FullName, "EvidenceRegistry", here.Name, "EvidenceRegistry.dll");
        return File.Exists(beside) ? beside : throw new FileNotFoundException($"Build the registry first: {beside}");
    }
}
