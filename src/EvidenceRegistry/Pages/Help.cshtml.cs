namespace EvidenceRegistry.Pages;

/// <summary>A short page for each of the four users.</summary>
public sealed class HelpModel : RegistryPage
{
    public static IReadOnlyList<string> Topics { get; } = ["planner", "submitter", "curator", "operator"];

    public void OnGet()
    {
    }
}
