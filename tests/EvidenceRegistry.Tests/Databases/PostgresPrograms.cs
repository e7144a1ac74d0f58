using System.Diagnostics;
using Npgsql;

namespace EvidenceRegistry.Tests.Databases;

/// <summary>PostgreSQL's own programs, as an operator types them. A test that finds none is skipped, or fails where REQUIRE_SERVERS=1.</summary>
internal static class PostgresPrograms
{
    private const string Debian = "/usr/lib/postgresql";

    /// <param name="connection">Where to, handed on in the environment (PGHOST and the like).</param>
    public static async Task RunAsync(string program, string connection, params string[] args)
    {
        var to = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(PathOf(program)) { RedirectStandardError = true };
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var (name, value) in new[] { ("PGHOST", to.Host), ("PGPORT", $"{to.Port}"), ("PGUSER", to.Username), ("PGDATABASE", to.Database), ("PGPASSWORD", to.Password) })
        {
            if (value is not null)
            {
                start.Environment[name] = value;
            }
        }

        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {said}");
    }

    private static string PathOf(string program)
    {
        var places = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(Directory.Exists(Debian) ? Directory.GetDirectories(Debian).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : []);
        var found = places.Select(place => Path.Combine(place, program)).FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("REQUIRE_SERVERS") == "1", $"{program} is not installed.");
            Assert.Fail($"REQUIRE_SERVERS=1, and {program} is not installed.");
        }

        return found;
    }
}
