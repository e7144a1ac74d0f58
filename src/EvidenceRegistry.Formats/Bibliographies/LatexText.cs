using System.Text;

namespace EvidenceRegistry.Formats.Bibliographies;

/// <summary>
/// TeX's way of writing letters → the letters (accents, ligatures, escaped signs); braces that only group go, commands that only dress
/// their text leave it. What is not known stays as it stands; formulas are left alone.
/// </summary>
internal static class LatexText
{
    private static readonly Dictionary<char, char> Accents = new()
    {
        ['\''] = '\u0301', ['`'] = '\u0300', ['^'] = '\u0302', ['"'] = '\u0308', ['~'] = '\u0303', ['='] = '\u0304', ['.'] = '\u0307',
        ['c'] = '\u0327', ['v'] = '\u030C', ['H'] = '\u030B', ['u'] = '\u0306', ['k'] = '\u0328', ['r'] = '\u030A', ['b'] = '\u0331', ['d'] = '\u0323',
    };

    private static readonly Dictionary<string, string> Commands = new(StringComparer.Ordinal)
    {
        ["ss"] = "ß", ["o"] = "ø", ["O"] = "Ø", ["l"] = "ł", ["L"] = "Ł", ["ae"] = "æ", ["AE"] = "Æ", ["oe"] = "œ", ["OE"] = "Œ", ["aa"] = "å", ["AA"] = "Å",
        ["i"] = "ı", ["j"] = "ȷ", ["textbackslash"] = "\\", ["textbraceleft"] = "{", ["textbraceright"] = "}", ["textasciitilde"] = "~", ["textasciicircum"] = "^",
        ["textendash"] = "–", ["textemdash"] = "—", ["textquoteright"] = "’", ["textquoteleft"] = "‘", ["textquotedblleft"] = "“", ["textquotedblright"] = "”",
        ["textdollar"] = "$", ["textunderscore"] = "_", ["textregistered"] = "®", ["texttrademark"] = "™", ["copyright"] = "©", ["dots"] = "…", ["ldots"] = "…", ["S"] = "§", ["P"] = "¶", ["pounds"] = "£", ["dh"] = "ð", ["DH"] = "Ð", ["th"] = "þ", ["TH"] = "Þ",
    };

    private static readonly HashSet<string> Dress = new(["emph", "textit", "textbf", "textsc", "texttt", "textrm", "textsf", "textup", "text", "mbox", "url", "em", "it", "bf", "sc", "tt", "rm", "textsuperscript", "textsubscript", "enquote"], StringComparer.Ordinal);

    public static string Plain(string tex)
    {
        if (tex.AsSpan().IndexOfAny('\\', '{', '}') < 0 && !tex.Contains('~'))
        {
            return tex;
        }

        var plain = new StringBuilder(tex.Length);
        for (var at = 0; at < tex.Length;)
        {
            at = tex[at] switch
            {
                '\\' => Command(tex, at, plain),
                '{' or '}' => at + 1,
                '~' => Put(plain, " ", at + 1),
                '$' => Formula(tex, at, plain),
                _ => Put(plain, tex.AsSpan(at, 1), at + 1),
            };
        }

        return plain.ToString().Normalize(NormalizationForm.FormC);
    }

    private static int Command(string tex, int at, StringBuilder plain)
    {
        if (at + 1 >= tex.Length)
        {
            return Put(plain, "\\", at + 1);
        }

        var sign = tex[at + 1];
        if (!char.IsAsciiLetter(sign))
        {
            return Accents.TryGetValue(sign, out var mark) && Accented(tex, at + 2, mark, plain) is var after and > 0 ? after
                : sign is '&' or '%' or '$' or '#' or '_' or '{' or '}' ? Put(plain, tex.AsSpan(at + 1, 1), at + 2)
                : sign is ' ' or ',' or ';' ? Put(plain, " ", at + 2)
                : sign is '\\' ? Put(plain, " ", at + 2)
                : sign is '-' or '/' ? at + 2
                : Put(plain, tex.AsSpan(at, 2), at + 2);
        }

        var end = at + 1;
        while (end < tex.Length && char.IsAsciiLetter(tex[end]))
        {
            end++;
        }

        var name = tex[(at + 1)..end];
        if (name.Length == 1 && Accents.TryGetValue(name[0], out var letterMark) && end < tex.Length && (tex[end] is '{' or ' ') && Accented(tex, end, letterMark, plain) is var behind and > 0)
        {
            return behind;
        }

        if (Commands.TryGetValue(name, out var letters))
        {
            plain.Append(letters);
            // A command eats the blanks behind it; {} only ends it.
            return end + 1 < tex.Length && tex[end] == '{' && tex[end + 1] == '}' ? end + 2 : SkipBlanks(tex, end);
        }

        return Dress.Contains(name) ? SkipBlanks(tex, end) : Put(plain, tex.AsSpan(at, end - at), end);
    }

    /// <returns>Behind the letter that was accented; 0 where there is none.</returns>
    private static int Accented(string tex, int at, char mark, StringBuilder plain)
    {
        at = SkipBlanks(tex, at);
        var braced = at < tex.Length && tex[at] == '{';
        at += braced ? 1 : 0;
        var (letter, end) = at + 1 < tex.Length && tex[at] == '\\' && (tex[at + 1] is 'i' or 'j') ? (tex[at + 1], at + 2)
            : at < tex.Length && char.IsLetter(tex[at]) ? (tex[at], at + 1)
            : ('\0', 0);
        if (letter == '\0')
        {
            return 0;
        }

        plain.Append(letter).Append(mark);
        return braced && end < tex.Length && tex[end] == '}' ? end + 1 : end;
    }

    private static int Formula(string tex, int at, StringBuilder plain)
    {
        var end = tex.IndexOf('$', at + 1);
        return end < 0 ? Put(plain, "$", at + 1) : Put(plain, tex.AsSpan(at, end + 1 - at), end + 1);
    }

    private static int SkipBlanks(string tex, int at)
    {
        while (at < tex.Length && (tex[at] is ' ' or '\t' or '\n'))
        {
            at++;
        }

        return at;
    }

    private static int Put(StringBuilder plain, ReadOnlySpan<char> text, int next)
    {
        plain.Append(text);
        return next;
    }
}
