using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Hosting;

/// <summary>
/// The engine chosen by the settings. Opened once at start, after the folder is ours and before anything is answered; whoever asks
/// for <see cref="IEvidenceIndex"/> gets this one.
/// </summary>
public sealed class IndexEngine(RegistrySettings settings, TextAnalysis analysis, TimeProvider time)
{
    private IEvidenceIndex? _index;

    public IEvidenceIndex Index => _index ?? throw new InvalidOperationException("The index is asked for before it is opened.");

    public async Task OpenAsync() =>
        _index = await LuceneEvidenceIndex.OpenAsync(new LuceneOptions { Folder = settings.IndexFolder, Weights = settings.Ranking.Weights }, analysis, time);
}

public static class IndexEngineServices
{
    public static IServiceCollection AddIndexEngine(this IServiceCollection services, RegistrySettings settings)
    {
        services.AddSingleton(_ => TextAnalysis.Load(Path.Combine(AppContext.BaseDirectory, "mappings")));
        services.AddSingleton(sp => new IndexEngine(settings, sp.GetRequiredService<TextAnalysis>(), sp.GetRequiredService<TimeProvider>()));
        return services.AddSingleton(sp => sp.GetRequiredService<IndexEngine>().Index);
    }
}
