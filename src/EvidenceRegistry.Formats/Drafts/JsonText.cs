using System.Buffers;
using System.Text;
using System.Text.Json;

namespace EvidenceRegistry.Formats.Drafts;

/// <summary>Texts that a database, an index and XML can hold: no NUL, no lone surrogate, no control characters but tab and line ends.</summary>
internal static class JsonText
{
    // XML 1.0 §2.2 allows no other characters below U+0020, and no U+FFFE, U+FFFF.
    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(code => (char)code).Except(['\t', '\n', '\r']), '\u007f', '\ufffe', '\uffff']);

    /// <summary>The text of a JSON string, or null with a problem.</summary>
    public static string? Of(JsonElement element, string path, ProblemList problems)
    {
        if (TryGet(element, out var text))
        {
            return Clean(text, path, problems);
        }

        problems.Add(ProblemCodes.LoneSurrogate, path, element.GetRawText());
        return null;
    }

    /// <summary>Looks through an object of any shape.</summary>
    public static bool Sound(JsonElement element, string path, ProblemList problems)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return TryGet(element, out var text) ? !text.Contains('\0') || Refuse(ProblemCodes.Nul) : Refuse(ProblemCodes.LoneSurrogate);
            case JsonValueKind.Array:
                return element.EnumerateArray().Select((entry, at) => Sound(entry, $"{path}[{at}]", problems)).All(sound => sound);
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                return element.EnumerateObject().All(member =>
                    TryName(member, out var name) && !name.Contains('\0')
                        ? (names.Add(name) || Refuse(ProblemCodes.DuplicateMember)) && Sound(member.Value, $"{path}.{name}", problems)
                        : Refuse(ProblemCodes.LoneSurrogate));
            default:
                return true;
        }

        bool Refuse(string code)
        {
            problems.Add(code, path);
            return false;
        }
    }

    /// <summary>False where the name holds an escaped half of a surrogate pair.</summary>
    public static bool TryName(JsonProperty member, out string name)
    {
        try
        {
            name = member.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            // The only way System.Text.Json says that the escapes of a text make no Unicode text.
            name = "";
            return false;
        }
    }

    private static bool TryGet(JsonElement element, out string text)
    {
        try
        {
            text = element.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    private static string? Clean(string text, string path, ProblemList problems)
    {
        if (text.Contains('\0'))
        {
            problems.Add(ProblemCodes.Nul, path, text.Replace('\0', '␀'));
            return null;
        }

        if (!text.AsSpan().ContainsAny(Controls))
        {
            return text;
        }

        problems.Warn(ProblemCodes.ControlCharacter, path);
        var clean = new StringBuilder(text.Length);
        foreach (var one in text.Where(one => !Controls.Contains(one)))
        {
            clean.Append(one);
        }

        return clean.ToString();
    }
}
