using System.Globalization;

namespace EvidenceRegistry.Hosting;

/// <summary>The calendar of th-TH is Buddhist by default: nothing here may depend on where the process runs.</summary>
public static class Culture
{
    public static void MakeInvariant()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }
}
