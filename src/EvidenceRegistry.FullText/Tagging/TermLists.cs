using System.Text.Json;

namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// Stewards' terms for concepts, read from <c>mappings/tagging/*.json</c>: <c>{ "scheme": "subTarget", "concepts": { CODE: { "strong": […],
/// "terms": […], "weak": […], "against": […] } } }</c>. The code <c>*</c> holds words of texts about nothing.
/// </summary>
public static class TermLists
{
    public const string Folder = "tagging";

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip };

    private static readonly Dictionary<string, double> Weights = new(StringComparer.Ordinal)
    {
        ["strong"] = 2, ["terms"] = 1, ["weak"] = 0.4, ["against"] = -1.5,
    };

    /// <summary>Names of the schemes that there are terms for, in order.</summary>
    /// <exception cref="InvalidDataException">As for <see cref="Load"/>.</exception>
    public static IReadOnlyList<string> Schemes(string mappingsFolder)
    {
        var schemes = new SortedSet<string>(StringComparer.Ordinal);
        Each(mappingsFolder, (scheme, _) => schemes.Add(scheme));
        return [.. schemes];
    }

    /// <summary>Terms of one scheme, from all files of the folder that name it.</summary>
    /// <exception cref="InvalidDataException">A file is not as documented; the message names file and place.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<TagTerm>> Load(string mappingsFolder, string scheme)
    {
        var terms = new Dictionary<string, List<TagTerm>>(StringComparer.Ordinal);
        Each(mappingsFolder, (of, concepts) =>
        {
            if (of == scheme)
            {
                Read(concepts, terms);
            }
        });
        return terms.ToDictionary(t => t.Key, IReadOnlyList<TagTerm> (t) => t.Value, StringComparer.Ordinal);
    }

    private static void Each(string mappingsFolder, Action<string, JsonElement> take)
    {
        string folder = Path.Combine(mappingsFolder, Folder);
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            try
            {
                using var json = JsonDocument.Parse(File.ReadAllBytes(file), Options);
                take(json.RootElement.GetProperty("scheme").GetString() ?? "", json.RootElement.GetProperty("concepts"));
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                throw new InvalidDataException($"{Path.GetFileName(file)}: not as documented: {e.Message}", e);
            }
        }
    }

    private static void Read(JsonElement concepts, Dictionary<string, List<TagTerm>> terms)
    {
        foreach (JsonProperty concept in concepts.EnumerateObject())
        {
            List<TagTerm> list = terms.TryGetValue(concept.Name, out List<TagTerm>? known) ? known : terms[concept.Name] = [];
            foreach (JsonProperty kind in concept.Value.EnumerateObject())
            {
                if (!Weights.TryGetValue(kind.Name, out double weight))
                {
                    throw new InvalidOperationException($"{concept.Name}.{kind.Name} is none of {string.Join(", ", Weights.Keys)}");
                }

                list.AddRange(kind.Value.EnumerateArray().Select(t => new TagTerm(t.GetString()!, weight)));
            }
        }
    }
}
