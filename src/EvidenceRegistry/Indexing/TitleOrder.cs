using System.Text;

namespace EvidenceRegistry.Indexing;

/// <summary>
/// Sort keys that put titles in the order of a Thai dictionary when compared by code point: a leading vowel (เ แ โ ใ ไ) comes
/// after the consonant it is written before (Royal Institute Dictionary; Unicode calls it logical order exception). Made here,
/// without the culture of the machine, so that both engines and all machines order alike.
/// </summary>
internal static class TitleOrder
{
    /// <summary>Longer keys tell no more titles apart and cost memory in the engine.</summary>
    private const int Longest = 120;

    public static string Key(string title)
    {
        var key = new StringBuilder(Math.Min(title.Length, Longest));
        var from = title.AsSpan();
        while (from.Length > 0 && !char.IsLetterOrDigit(from[0]))
        {
            from = from[1..];
        }

        for (var at = 0; at < from.Length && key.Length < Longest; at++)
        {
            if (IsLeadingVowel(from[at]) && at + 1 < from.Length && from[at + 1] is >= 'ก' and <= 'ฮ')
            {
                key.Append(from[at + 1]).Append(from[at]);
                at++;
            }
            else
            {
                key.Append(char.ToLowerInvariant(from[at]));
            }
        }

        return key.ToString();
    }

    private static bool IsLeadingVowel(char c) => c is >= 'เ' and <= 'ไ';
}
