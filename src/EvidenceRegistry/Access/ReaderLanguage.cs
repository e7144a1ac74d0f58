using EvidenceRegistry.Formats.Drafts;

namespace EvidenceRegistry.Access;

/// <summary>The language of answers in words: Thai unless English is preferred.</summary>
public static class ReaderLanguage
{
    /// <summary><c>th</c> or <c>en</c>, from Accept-Language (RFC 9110 §12.5.4).</summary>
    public static string Language(this HttpContext http)
    {
        var wanted = http.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString().ToLowerInvariant())
            .FirstOrDefault(l => l.StartsWith("th", StringComparison.Ordinal) || l.StartsWith("en", StringComparison.Ordinal));
        return wanted?[..2] ?? "th";
    }

    public static string In(this LocalText text, string language) =>
        (language == "en" ? text.En ?? text.Th : text.Th ?? text.En) ?? "";
}
