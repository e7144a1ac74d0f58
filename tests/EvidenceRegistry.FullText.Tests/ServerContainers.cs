using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>
/// Servers in containers, for tests whose environment names none: started when first asked for, one of a kind for a whole run, and ended with it by the
/// engine's own watch. Null where no Docker engine answers, or one that has no such image and cannot fetch it.
/// </summary>
internal static class ServerContainers
{
    private const ushort SearchPort = 9200;
    private const ushort DatabasePort = 5432;

    private static readonly Lazy<IContainer?> Search = new(() => Started(() => new ContainerBuilder("elasticsearch:8.19.13")
        .WithEnvironment("discovery.type", "single-node")
        .WithEnvironment("xpack.security.enabled", "false")
        .WithEnvironment("ES_JAVA_OPTS", "-Xms1g -Xmx1g")
        .WithPortBinding(SearchPort, assignRandomHostPort: true)
        .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(request => request.ForPort(SearchPort).ForPath("/_cluster/health")))));

    // Asked over the network: while a new database is made, the server answers on its socket alone.
    private static readonly Lazy<IContainer?> Database = new(() => Started(() => new ContainerBuilder("postgres:17")
        .WithEnvironment("POSTGRES_USER", "registry")
        .WithEnvironment("POSTGRES_HOST_AUTH_METHOD", "trust")
        .WithEnvironment("POSTGRES_INITDB_ARGS", "--encoding=UTF8 --locale=C.UTF-8")
        .WithPortBinding(DatabasePort, assignRandomHostPort: true)
        .WithWaitStrategy(Wait.ForUnixContainer().UntilCommandIsCompleted("pg_isready", "-h", "127.0.0.1", "-U", "registry"))));

    public static string? Elasticsearch() => Search.Value is { } server ? $"http://{server.Hostname}:{server.GetMappedPublicPort(SearchPort)}" : null;

    public static string? Postgres() =>
        Database.Value is { } server ? $"Host={server.Hostname};Port={server.GetMappedPublicPort(DatabasePort)};Username=registry;Database=postgres" : null;

    private static IContainer? Started(Func<ContainerBuilder> described)
    {
        try
        {
            IContainer container = described().Build();

            // Not on the thread of a test, which it would hold up.
            Task.Run(() => container.StartAsync()).GetAwaiter().GetResult();
            return container;
        }
        catch (Exception absent) when (absent is DockerUnavailableException or Docker.DotNet.DockerApiException or HttpRequestException)
        {
            return null;
        }
    }
}
