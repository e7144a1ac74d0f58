using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.FullText;

/// <summary>An index in a folder of its own, gone after the run.</summary>
internal sealed class BenchIndex : IAsyncDisposable
{
    private BenchIndex(string folder, LuceneEvidenceIndex engine) => (Folder, Engine) = (folder, engine);

    public string Folder { get; }

    public LuceneEvidenceIndex Engine { get; }

    public static async Task<BenchIndex> OpenAsync(string mappings, LuceneOptions? options = null)
    {
        string folder = Directory.CreateTempSubdirectory("registry-bench-").FullName;
        LuceneOptions chosen = (options ?? new LuceneOptions { Folder = folder }) with { Folder = folder };
        return new BenchIndex(folder, await LuceneEvidenceIndex.OpenAsync(chosen, TextAnalysis.Load(mappings), TimeProvider.System));
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
