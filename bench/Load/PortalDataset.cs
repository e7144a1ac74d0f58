using System.Text.Json.Nodes;

namespace EvidenceRegistry.Bench.Load;

/// <summary>A dataset of the simulated portal: a real answer's body under an id of its own.</summary>
/// <param name="Template">Shared by many; never changed.</param>
public sealed record PortalDataset(string Id, string Name, string Title, DateTime Modified, JsonObject Template)
{
    /// <summary>When the portal made it; another one under the same id is another dataset.</summary>
    public string Created { get; init; } = "2020-01-01T00:00:00.000000";

    public string Stamp => Modified.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", System.Globalization.CultureInfo.InvariantCulture);

    public JsonObject Full()
    {
        var full = (JsonObject)Template.DeepClone();
        (full["id"], full["name"], full["title"], full["metadata_modified"], full["metadata_created"], full["state"], full["private"]) = (Id, Name, Title, Stamp, Created, "active", false);
        return full;
    }
}
