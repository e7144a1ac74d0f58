using System.Text;

namespace EvidenceRegistry.FullText;

/// <summary>
/// What was meant when the keyboard stood in the wrong language: Thai Kedmanee (TIS 820-2538, as on every Thai keyboard) against US English.
/// </summary>
public static class KeyboardLayout
{
    private const string EnglishKeys = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?";
    private const string ThaiKeys = "_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ%+๑๒๓๔ู฿๕๖๗๘๙๐\"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ";

    private static readonly Dictionary<char, char> ToThai = Map(EnglishKeys, ThaiKeys);
    private static readonly Dictionary<char, char> ToEnglish = Map(ThaiKeys, EnglishKeys);

    /// <summary>
    /// The text as the other layout would have written it; null where it holds letters of both languages or none, or signs that no key gives.
    /// Nobody can tell from here that it was meant: ask an index whether it leads anywhere.
    /// </summary>
    public static string? Other(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        bool thai = typed.Any(c => Characters.IsThaiLetter(Characters.ClassOf(c)));
        bool english = typed.Any(char.IsAsciiLetter);
        if (!thai && !english && !typed.Any(c => c is ';' or '[' or ']' or ',' or '.' or '/' or '\''))
        {
            return null;
        }

        // Keys for Thai letters give English signs and digits as well; Thai has no letter that a key for English gives.
        return thai && english ? null : Replaced(typed, thai ? ToEnglish : ToThai) is { } other && Holds(other, thai) ? other : null;
    }

    /// <summary>Two letters side by side: signs and single letters are found everywhere and are nobody's question.</summary>
    private static bool Holds(string other, bool english) =>
        other.Zip(other.Skip(1)).Any(pair => IsLetter(pair.First, english) && IsLetter(pair.Second, english));

    private static bool IsLetter(char c, bool english) => english ? char.IsAsciiLetter(c) : Characters.IsThaiLetter(Characters.ClassOf(c));

    private static string? Replaced(string typed, Dictionary<char, char> keys)
    {
        var other = new StringBuilder(typed.Length);
        foreach (char c in typed)
        {
            if (keys.TryGetValue(c, out char key))
            {
                other.Append(key);
            }
            else if (char.IsWhiteSpace(c))
            {
                other.Append(c);
            }
            else
            {
                return null;
            }
        }

        return other.ToString();
    }

    private static Dictionary<char, char> Map(string from, string to)
    {
        var map = new Dictionary<char, char>();
        for (int i = 0; i < from.Length; i++)
        {
            map.TryAdd(from[i], to[i]);
        }

        return map;
    }
}
