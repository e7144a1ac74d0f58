using System.Buffers;
using System.Text;

namespace EvidenceRegistry.Formats.Drafts;

/// <summary>
/// Names under which files are kept and given back. A name that could mean a place, deceive its reader or break a download is
/// refused, never bent into another: the submitter would look for a file that is not there.
/// </summary>
public static class FileNames
{
    // Path signs of any system, signs Windows allows in no name, and signs that turn the direction of writing (U+202A–U+202E, U+2066–U+2069).
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\:*?\"<>|\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069");

    // Device names of Windows, with any ending.
    private static readonly HashSet<string> Reserved = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>The name in Unicode's composed form, or null where it cannot be taken.</summary>
    public static string? Take(string name)
    {
        // Half a pair cannot be normalised.
        if (name.Length == 0 || !IsUnicode(name))
        {
            return null;
        }

        var composed = name.Normalize(NormalizationForm.FormC);
        var bad = composed.AsSpan().ContainsAny(Forbidden)
            || composed.Any(char.IsControl)
            || composed != composed.Trim()
            || composed.EndsWith('.')
            || Reserved.Contains(composed.Split('.')[0])
            || Encoding.UTF8.GetByteCount(composed) > DraftLimits.FileNameBytes;
        return bad ? null : composed;
    }

    internal static string? FileName(this JsonValue value)
    {
        if (value.Text(DraftLimits.Url) is not { } text)
        {
            return null;
        }

        var name = Take(text);
        if (name is null)
        {
            value.Wrong(ProblemCodes.BadFileName, text);
        }

        return name;
    }

    private static bool IsUnicode(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !(at + 1 < text.Length && char.IsSurrogatePair(text[at], text[++at])))
            {
                return false;
            }
        }

        return true;
    }
}
