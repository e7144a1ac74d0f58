using Microsoft.Extensions.Time.Testing;

namespace EvidenceRegistry.FullText.Tests;

/// <summary>The contract, kept by the embedded engine.</summary>
public sealed class LuceneEvidenceIndexTests : EvidenceIndexContract
{
    private readonly IndexFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override Task<IEvidenceIndex> OpenAsync() => Open("one");

    protected override Task<IEvidenceIndex> OpenAnotherAsync() => Open("another");

    protected override void LetCursorsExpire() => _time.Advance(TimeSpan.FromMinutes(11));

    private async Task<IEvidenceIndex> Open(string name) => await LuceneEvidenceIndex.OpenAsync(
        new LuceneOptions { Folder = Path.Combine(_folder.Path, name), MergesInBackground = false }, Analysis.OfTheProject, _time);
}
