namespace EvidenceRegistry.Tests.Journeys;

/// <summary>Waits for what another thread or process does beside the test, as long as a slow machine may take. The clock of the registry stands meanwhile unless the question moves it.</summary>
internal static class Until
{
    private const int Most = 5_000;

    public static async Task SoAsync(Func<Task<bool>> isSo, string otherwise, CancellationToken cancel)
    {
        for (var tries = 0; !await isSo(); tries++)
        {
            Assert.True(tries < Most, otherwise);
            await Task.Delay(5, cancel);
        }
    }

    public static Task SoAsync(Func<bool> isSo, string otherwise, CancellationToken cancel) => SoAsync(() => Task.FromResult(isSo()), otherwise, cancel);
}
