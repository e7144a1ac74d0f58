namespace EvidenceRegistry.FullText;

/// <summary>Finds DOIs, e-mail addresses and web addresses.</summary>
internal static class Address
{
    private const string Inside = "._-/@:%#?&=+~()[];,!$*'";
    private const string NotLast = "._-/:?&=#(;,!'[";

    /// <summary>Look-ahead for the sign that makes a word an address, so that a long run without one costs a constant each.</summary>
    private const int LongestLocalPart = 64;

    /// <summary>End of the address beginning at <paramref name="start"/>, or 0 where none begins.</summary>
    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        ReadOnlySpan<char> rest = text[start..];
        bool address = rest.StartsWith("http://") || rest.StartsWith("https://") || rest.StartsWith("www.") || IsDoi(rest) || IsMail(rest);
        return address ? start + Length(rest) : 0;
    }

    /// <summary>The form two writings of one address share: no scheme, no <c>www.</c>, no resolver before a DOI.</summary>
    public static ReadOnlySpan<char> Canonical(ReadOnlySpan<char> address)
    {
        int scheme = address.IndexOf("://");
        address = scheme >= 0 ? address[(scheme + 3)..] : address;
        address = address.StartsWith("www.") ? address[4..] : address;
        int resolver = address.IndexOf("doi.org/10.");
        return resolver is >= 0 and < 4 ? address[(resolver + 8)..] : address;
    }

    /// <summary><c>10.</c>, four to nine digits, a slash and something after it.</summary>
    private static bool IsDoi(ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith("10."))
        {
            return false;
        }

        int digits = rest[3..].IndexOfAnyExceptInRange('0', '9');
        return digits is >= 4 and <= 9 && rest.Length > 4 + digits && rest[3 + digits] == '/' && IsLetterOrDigit(rest[4 + digits]);
    }

    private static bool IsMail(ReadOnlySpan<char> rest)
    {
        int at = 1;
        while (at < rest.Length && at < LongestLocalPart && (IsLetterOrDigit(rest[at]) || rest[at] is '.' or '_' or '-' or '+'))
        {
            at++;
        }

        if (at + 1 >= rest.Length || rest[at] != '@' || !IsLetterOrDigit(rest[at + 1]))
        {
            return false;
        }

        int dot = rest[(at + 1)..Math.Min(rest.Length, at + 1 + LongestLocalPart)].IndexOf('.');
        return dot > 0 && at + 2 + dot < rest.Length && IsLetterOrDigit(rest[at + 2 + dot]);
    }

    private static int Length(ReadOnlySpan<char> rest)
    {
        int length = 0;
        while (length < rest.Length && (IsLetterOrDigit(rest[length]) || Inside.Contains(rest[length], StringComparison.Ordinal)))
        {
            length++;
        }

        string notLast = NotLast + (rest[..length].Contains('(') ? "" : ")") + (rest[..length].Contains('[') ? "" : "]");
        return rest[..length].TrimEnd(notLast).Length;
    }

    private static bool IsLetterOrDigit(char c) => Characters.ClassOf(c) is CharacterClass.Alphabetic or CharacterClass.Digit;
}
