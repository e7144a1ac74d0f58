namespace EvidenceRegistry.Tests.Journeys;

/// <summary>The real inputs, where this machine has them.</summary>
public static class Corpus
{
    /// <summary>The folder; the test is skipped where there is none.</summary>
    public static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("REGISTRY_CORPUS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "REGISTRY_CORPUS names no folder of real inputs.");
        return folder!;
    }
}
