using System.Buffers;

namespace EvidenceRegistry.FullText;

/// <summary>
/// What a passage is chosen by, so that runs of text (between white space) that hold none of it need not be cut into words: the words of a question and the
/// other ways to say them, and words that begin a sentence. A run is passed over only where its letters alone prove that cutting it would change nothing:
/// plain letters, none of what is sought among them, and too short to be parted. Safe on many threads.
/// </summary>
internal sealed class SoughtWords
{
    /// <summary>A Latin word is sought by its first letters: its forms differ behind them (policy, policies).</summary>
    private const int LatinLetters = 3;

    /// <summary>With more than these, looking costs what cutting does.</summary>
    private const int MostKeys = 64;

    private const string Punctuation = "()\"“”,;!?";

    private static readonly char[] Letters = [.. Enumerable.Range(0, 0x0E4F).Select(c => (char)c).Where(c => char.IsAsciiLetterLower(c) || Characters.IsThaiLetter(Characters.ClassOf(c)))];
    private static readonly SearchValues<char> AnyLetter = SearchValues.Create(Letters);
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Letters, .. Punctuation]);

    private readonly string[] _keys;
    private readonly int _longest;

    /// <param name="longest">UTF-16 units of the text as stored from which on a run is parted between words, whatever they are.</param>
    public SoughtWords(AskedWords asked, IEnumerable<string> openers, int longest)
    {
        _keys = [.. asked.Terms.Select(Key).Concat(openers).Distinct(StringComparer.Ordinal)];
        _longest = longest;
    }

    /// <summary>Whether anything may be passed over at all.</summary>
    public bool IsWorthLooking => _keys.Length <= MostKeys;

    /// <summary>Where something sought may stand in a normalised text, ascending.</summary>
    public List<int> Places(ReadOnlySpan<char> text)
    {
        var places = new List<int>();
        foreach (string key in _keys)
        {
            for (int at = 0, next; (next = text[at..].IndexOf(key, StringComparison.Ordinal)) >= 0; at += next + 1)
            {
                places.Add(at + next);
            }
        }

        places.Sort();
        return places;
    }

    /// <summary>Where the run that begins at <paramref name="start"/> ends; it may be without letters, and empty.</summary>
    public static int EndOfRun(ReadOnlySpan<char> text, int start)
    {
        int run = text[start..].IndexOfAny(SentencePieces.Spaces);
        return run < 0 ? text.Length : start + run;
    }

    /// <summary>Whether a run without any of what is sought can be passed over.</summary>
    /// <param name="units">Of the run in the text as stored.</param>
    public bool SaysNothing(ReadOnlySpan<char> run, int units) => units < _longest && !run.ContainsAnyExcept(Plain) && run.ContainsAny(AnyLetter);

    private static string Key(string term) => char.IsAsciiLetterLower(term[0]) ? term[..Math.Min(term.Length, LatinLetters)] : term;
}
