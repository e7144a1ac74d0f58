namespace EvidenceRegistry.Tests.Databases;

/// <summary>Addresses of real servers for tests; a test that finds none is skipped, or fails where REQUIRE_SERVERS=1.</summary>
public static class Servers
{
    public static string Postgres() => Address("REGISTRY_POSTGRES", "PostgreSQL");

    public static Uri Elasticsearch() => new(Address("REGISTRY_ELASTICSEARCH", "Elasticsearch"));

    private static string Address(string variable, string what)
    {
        var address = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(address))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("REQUIRE_SERVERS") == "1", $"{variable} names no {what} server.");
            Assert.Fail($"REQUIRE_SERVERS=1, and {variable} names no {what} server.");
        }

        return address;
    }
}
