using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>The program as an operator starts and stops it.</summary>
public sealed class ProcessTests : IDisposable
{
    private const int Terminate = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("registry-process-").FullName;

    [Fact]
    public async Task It_starts_on_an_empty_folder_refuses_a_second_on_it_and_ends_when_asked()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        using var first = Run();
        var lines = new List<string>();
        await ReadUntilAsync(first.StandardOutput, lines, "Application started");
        Assert.Contains(lines, line => line.Contains("admin key: erk_", StringComparison.Ordinal));

        using (var second = Run())
        {
            var said = await second.StandardError.ReadToEndAsync().WaitAsync(Patience);
            await second.WaitForExitAsync().WaitAsync(Patience);
            Assert.Equal(75, second.ExitCode);
            Assert.Contains(_folder, said, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        }

        Assert.Equal(0, Kill(first.Id, Terminate));
        await first.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, first.ExitCode);
    }

    [Theory]
    [InlineData(78, "SeedData", "--Registry:SeedData=lots")]
    [InlineData(64, "dance", "dance")]
    [InlineData(64, "--role", "keys", "create")]
    public async Task What_is_wrong_is_said_in_words_and_by_the_exit_code(int code, string named, params string[] args)
    {
        using var process = Run(args);
        var said = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(code, process.ExitCode);
        Assert.Contains(named, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Process Run(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        args.ToList().ForEach(start.ArgumentList.Add);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Registry__DataFolder"] = _folder;
        if (args is [])
        {
            start.Environment["Registry__SeedData"] = "none";
        }

        // A calendar that counts Buddhist years must not reach anything that is kept or printed.
        start.Environment["LANG"] = "th_TH.UTF-8";
        return Process.Start(start)!;
    }

    private static async Task ReadUntilAsync(StreamReader output, List<string> lines, string wanted)
    {
        while (await output.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            lines.Add(line);
            if (line.Contains(wanted, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"The process ended after {lines.Count} lines: {string.Join('\n', lines)}"));
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
