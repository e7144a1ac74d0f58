namespace EvidenceRegistry.Bench.Pdf;

internal static class PictureErrors
{
    public static Task RunAsync(string folder, string? lines) => Task.CompletedTask;
}
