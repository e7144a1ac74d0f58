namespace EvidenceRegistry.FullText.Tests;

/// <summary>A folder of one test, gone after it.</summary>
internal sealed class IndexFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("registry-index-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
