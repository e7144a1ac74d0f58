using Microsoft.Extensions.Time.Testing;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>The contract, kept by the embedded engine.</summary>
public sealed class LuceneEvidenceIndexTests : EvidenceIndexContract
{
    private readonly IndexFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override async Task<IEvidenceIndex> OpenAsync() =>
        await LuceneEvidenceIndex.OpenAsync(new LuceneOptions { Folder = _folder.Path }, Analysis.OfTheProject, new FakeTimeProvider());
}
