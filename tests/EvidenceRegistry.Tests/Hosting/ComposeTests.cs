using System.Globalization;
using System.Text.RegularExpressions;
using EvidenceRegistry.Tests.Repository;
using Npgsql;
using YamlDotNet.RepresentationModel;

namespace EvidenceRegistry.Tests.Hosting;

/// <summary>The container files as far as they can be checked without a container engine.</summary>
public sealed class ComposeTests
{
    [Fact]
    public void Every_setting_a_container_is_started_with_is_documented_and_no_password_is_written_down()
    {
        var compose = new ComposeFile();
        var settings = SourceTree.Read("docs/settings.md");
        Assert.Equal(["registry", "registry-of-many", "registry-on-postgres"], compose.Registries.Keys.Order(StringComparer.Ordinal));
        foreach (var service in compose.Registries.Values)
        {
            foreach (var name in ((YamlMappingNode)service["environment"]).Children.Keys)
            {
                var setting = name.ToString().Replace("__", ":", StringComparison.Ordinal);
                Assert.Contains($"`{setting}`", settings, StringComparison.Ordinal);
            }

            Assert.Equal("true", service["read_only"].ToString());
        }

        var secrets = compose.Services.Values.Where(s => s.Children.ContainsKey("environment"))
            .SelectMany(s => ((YamlMappingNode)s["environment"]).Children)
            .Where(e => e.Key.ToString().Contains("PASSWORD", StringComparison.OrdinalIgnoreCase) || e.Value.ToString().Contains("Password", StringComparison.Ordinal))
            .Select(e => e.Value.ToString())
            .ToList();
        Assert.NotEmpty(secrets);
        Assert.All(secrets, secret => Assert.Matches(@"^\$\{REGISTRY_(DB|SEARCH)_PASSWORD:-\}$", secret));
    }

    /// <summary>A connection is cut at `;` and at quotes, which a password may hold; Npgsql reads PGPASSWORD where the connection names none.</summary>
    [Fact]
    public void A_password_with_any_sign_reaches_the_database_as_it_is()
    {
        var compose = new ComposeFile();
        const string password = "a;b'c\"d=e $f";
        foreach (var environment in compose.Registries.Keys.Select(name => compose.EnvironmentOf(name, new Dictionary<string, string> { ["REGISTRY_DB_PASSWORD"] = password })).Where(e => e.ContainsKey("ConnectionStrings__Postgres")))
        {
            Assert.Null(new NpgsqlConnectionStringBuilder(environment["ConnectionStrings__Postgres"]).Password);
            Assert.Equal(password, environment["PGPASSWORD"]);
        }
    }

    [Fact]
    public void Every_service_is_asked_for_its_health() =>
        Assert.All(new ComposeFile().Services, service => Assert.True(service.Value.Children.TryGetValue("healthcheck", out var check) && ((YamlSequenceNode)check["test"]).Children.Count > 1, service.Key));

    [Fact]
    public void No_container_begins_with_sample_records()
    {
        var compose = new ComposeFile();
        Assert.All(compose.Registries.Keys, name => Assert.Equal("plans", compose.EnvironmentOf(name, new Dictionary<string, string>())["Registry__SeedData"]));
    }

    [Fact]
    public void Every_variable_of_the_operator_is_documented()
    {
        var named = Regex.Matches(SourceTree.Read("docker-compose.yml"), @"(?<!\$)\$\{(?<name>[A-Za-z_]+)").Select(m => m.Groups["name"].Value).Distinct().ToList();
        Assert.Contains("REGISTRY_DB_PASSWORD", named);
        var rows = SourceTree.Read("docs/operations.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToList();
        Assert.All(named, name => Assert.Contains(rows, row => row.StartsWith($"| `{name}` |", StringComparison.Ordinal)));
    }

    /// <summary>More than PostgreSQL takes as it comes (100, three of them for its superuser) would be refused under load.</summary>
    [Fact]
    public void All_processes_together_ask_for_no_more_connections_than_the_database_takes()
    {
        var compose = new ComposeFile();
        var onPostgres = compose.Registries.Keys.Select(name => (Name: name, Environment: compose.EnvironmentOf(name, new Dictionary<string, string>()))).Where(s => s.Environment.ContainsKey("ConnectionStrings__Postgres")).ToList();
        Assert.Equal(2, onPostgres.Count);
        Assert.All(onPostgres, service =>
        {
            var processes = compose.Services[service.Name].Children.TryGetValue("deploy", out var deploy) ? int.Parse(deploy["replicas"].ToString(), CultureInfo.InvariantCulture) : 1;
            Assert.InRange(processes * new NpgsqlConnectionStringBuilder(service.Environment["ConnectionStrings__Postgres"]).MaxPoolSize, 1, 97);
        });
    }

    [Fact]
    public void Every_container_has_a_limit_of_memory()
    {
        Assert.All(new ComposeFile().Services, service =>
            Assert.Matches("^[0-9]+[mg]$", service.Value.Children.TryGetValue("mem_limit", out var limit) ? limit.ToString() : service.Value["deploy"]["resources"]["limits"]["memory"].ToString()));
    }

    /// <summary>A variable that must be set is asked for before profiles are looked at, so by the registry alone as well.</summary>
    [Fact]
    public void The_registry_alone_starts_without_a_variable() => Assert.DoesNotMatch(@"\$\{[A-Z_]+:?\?", SourceTree.Read("docker-compose.yml"));

    [Fact]
    public void Ports_are_opened_on_loopback_and_only_by_what_people_are_to_reach()
    {
        foreach (var (name, service) in new ComposeFile().Services)
        {
            var ports = service.Children.TryGetValue("ports", out var some) ? ((YamlSequenceNode)some).Select(p => p.ToString()).ToList() : [];
            Assert.All(ports, port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
            Assert.Equal(name is "registry" or "registry-on-postgres" or "proxy", ports.Count > 0);
        }
    }

    [Fact]
    public void The_image_runs_as_nobody_of_importance_and_holds_the_program_alone()
    {
        var file = SourceTree.Read("Dockerfile");
        Assert.Matches(@"(?m)^USER (?!root)", file);
        Assert.Contains("AS build", file, StringComparison.OrdinalIgnoreCase);
    }
}
