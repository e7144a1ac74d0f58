namespace EvidenceRegistry.Bench.Pdf;

internal static class LineErrors
{
    public static Task RunAsync(string folder, string lines) => Task.CompletedTask;
}
