using System.Text.Json;

namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// What judged texts of the development taught, shipped with the registry: <c>mappings/tagging/taught/SCHEME.json</c>, made by <c>make taught</c>. Every model
/// that decisions teach begins there.
/// </summary>
public static class TaughtFiles
{
    public const string Folder = "taught";

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Place(string mappingsFolder, string scheme) => Path.Combine(mappingsFolder, TermLists.Folder, Folder, $"{scheme}.json");

    /// <exception cref="InvalidDataException">The file is not as documented.</exception>
    public static TagLearned Load(string mappingsFolder, string scheme)
    {
        string file = Place(mappingsFolder, scheme);
        if (!File.Exists(file))
        {
            return TagLearned.Nothing;
        }

        try
        {
            return JsonSerializer.Deserialize<TagLearned>(File.ReadAllBytes(file), Options) ?? throw new InvalidDataException($"{Path.GetFileName(file)}: empty");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{Path.GetFileName(file)}: not as documented: {problem.Message}", problem);
        }
    }
}
