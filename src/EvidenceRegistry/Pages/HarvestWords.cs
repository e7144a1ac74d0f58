using System.Globalization;

namespace EvidenceRegistry.Pages;

/// <summary>Stable words of the harvest (warnings, faults, reasons) as sentences for people; a word that nobody has put into words stays as it is.</summary>
internal static class HarvestWords
{
    private const string Begin = "harvest.say.";

    /// <param name="word">A code, or a code and what the portal said, with a colon between them.</param>
    /// <param name="details">Figures of a warning, in their order.</param>
    public static string Of(PageTexts texts, string language, string word, IReadOnlyList<string>? details = null)
    {
        var code = word.Split(':', 2);
        if (!texts.All.ContainsKey(Begin + code[0]))
        {
            return string.Join(' ', [word, .. details ?? []]);
        }

        var said = texts.In(language, Begin + code[0]);
        return details is { Count: > 0 } ? string.Format(CultureInfo.InvariantCulture, said, [.. details])
            : code.Length > 1 && code[1].Trim() is { Length: > 0 } rest ? $"{said} ({rest})" : said;
    }
}
