namespace EvidenceRegistry.Pages;

/// <summary>Stands in the addresses of style sheet and script.</summary>
public static class PageVersion
{
    public static string Value { get; } = typeof(PageVersion).Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8];
}
