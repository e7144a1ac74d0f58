using EvidenceRegistry.Jobs;

namespace EvidenceRegistry.Indexing;

public static class IndexServices
{
    /// <summary>Wants an <see cref="FullText.IEvidenceIndex"/>, a <see cref="FullText.TextAnalysis"/> and the database beside it.</summary>
    public static IServiceCollection AddIndexing(this IServiceCollection services, IndexingOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<IndexHand>();
        services.AddSingleton<IndexLease>();
        services.AddSingleton<IndexDocuments>();
        services.AddSingleton<IndexFeed>();
        services.AddSingleton<OldestChange>();
        services.AddSingleton<Visibility>();
        services.AddSingleton<Consistency>();
        services.AddSingleton<IJobWork, IndexRebuild>();
        services.AddSingleton<IndexStart>();
        services.AddHostedService(s => s.GetRequiredService<IndexStart>());
        services.AddSingleton<BaselineClock>().AddHostedService(s => s.GetRequiredService<BaselineClock>());
        return services.AddHostedService(s => s.GetRequiredService<IndexFeed>());
    }
}
