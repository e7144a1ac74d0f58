using System.Text.Json;

namespace EvidenceRegistry.Pages;

/// <summary>Every word of the pages in both languages, from <c>texts.json</c>: key → [Thai, English].</summary>
public sealed class PageTexts
{
    public const string Resource = "EvidenceRegistry.Pages.texts.json";

    /// <summary>A key that stands twice would give one page the words of another.</summary>
    private static readonly JsonSerializerOptions Once = new() { AllowDuplicateProperties = false };

    private readonly IReadOnlyDictionary<string, string[]> _texts;

    private PageTexts(IReadOnlyDictionary<string, string[]> texts) => _texts = texts;

    public IReadOnlyDictionary<string, string[]> All => _texts;

    public static PageTexts Load()
    {
        using var stream = typeof(PageTexts).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not in the program.");
        return new PageTexts(JsonSerializer.Deserialize<Dictionary<string, string[]>>(stream, Once)!);
    }

    /// <exception cref="KeyNotFoundException">A page asks for words that nobody wrote.</exception>
    public string In(string language, string key) => _texts.TryGetValue(key, out var pair) ? pair[language == "en" ? 1 : 0] : throw new KeyNotFoundException($"texts.json has no {key}");
}
