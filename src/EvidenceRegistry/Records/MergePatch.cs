using System.Text.Json.Nodes;

namespace EvidenceRegistry.Records;

/// <summary>JSON merge patch, RFC 7396 §2.</summary>
public static class MergePatch
{
    /// <summary>Gives a new tree; neither input is changed.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject members)
        {
            return patch?.DeepClone();
        }

        var result = target is JsonObject ? target.DeepClone().AsObject() : [];
        foreach (var (name, value) in members)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Apply(result[name], value);
            }
        }

        return result;
    }
}
