using EvidenceRegistry.FullText;
using EvidenceRegistry.FullText.Elasticsearch;
using EvidenceRegistry.Jobs;

namespace EvidenceRegistry.Hosting;

/// <summary>
/// The engine chosen by the settings. Opened once at start, after the folder is ours and before anything is answered; whoever asks
/// for <see cref="IEvidenceIndex"/> gets this one.
/// </summary>
public sealed class IndexEngine(RegistrySettings settings, TextAnalysis analysis, Courtesy courtesy, TimeProvider time)
{
    private IEvidenceIndex? _index;

    public IEvidenceIndex Index => _index ?? throw new InvalidOperationException("The index is asked for before it is opened.");

    /// <summary>The embedded engine is opened; a server is asked for nothing yet, so that a registry starts while it is away.</summary>
    public async Task OpenAsync() => _index = settings.Elasticsearch.NodeAddresses.Count > 0
        ? new ElasticEvidenceIndex(Server(settings.Elasticsearch), analysis, time)
        : await LuceneEvidenceIndex.OpenAsync(Embedded(), analysis, time);

    private LuceneOptions Embedded() => new() { Folder = settings.IndexFolder, Weights = settings.Ranking.Weights, AfterDocument = courtesy.StandAsideAsync };

    private ElasticOptions Server(ElasticsearchOptions server) => new()
    {
        Addresses = server.NodeAddresses,
        MappingsFolder = Path.Combine(AppContext.BaseDirectory, "mappings"),
        Prefix = server.NamesBegin,
        ApiKey = string.IsNullOrEmpty(server.ApiKey) ? null : server.ApiKey,
        User = server.Account,
        Password = server.Password,
        AuthorityFile = server.Authority,
        Replicas = server.Replicas,
        Timeout = TimeSpan.FromSeconds(server.TimeoutSeconds),
        BulkRequests = server.BulkRequests,
        Weights = settings.Ranking.Weights,
    };
}

public static class IndexEngineServices
{
    public static IServiceCollection AddIndexEngine(this IServiceCollection services, RegistrySettings settings)
    {
        services.AddSingleton(_ => TextAnalysis.Load(Path.Combine(AppContext.BaseDirectory, "mappings")));
        services.AddSingleton(sp => new IndexEngine(settings, sp.GetRequiredService<TextAnalysis>(), sp.GetRequiredService<Courtesy>(), sp.GetRequiredService<TimeProvider>()));
        return services.AddSingleton(sp => sp.GetRequiredService<IndexEngine>().Index);
    }
}
