using EvidenceRegistry.FullText.Tests;

namespace EvidenceRegistry.Tests.Databases;

/// <summary>Addresses of real servers for tests: from the environment, or of a container where a Docker engine answers; a test that finds neither is skipped, or fails where REQUIRE_SERVERS=1.</summary>
public static class Servers
{
    public static string Postgres() => Address("REGISTRY_POSTGRES", "PostgreSQL", ServerContainers.Postgres);

    public static Uri Elasticsearch() => new(Address("REGISTRY_ELASTICSEARCH", "Elasticsearch", ServerContainers.Elasticsearch));

    private static string Address(string variable, string what, Func<string?> inContainer)
    {
        var address = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? named : inContainer();
        if (address is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("REQUIRE_SERVERS") == "1", $"{variable} names no {what} server, and no Docker engine answers.");
            Assert.Fail($"REQUIRE_SERVERS=1, {variable} names no {what} server, and no Docker engine answers.");
        }

        return address;
    }
}
