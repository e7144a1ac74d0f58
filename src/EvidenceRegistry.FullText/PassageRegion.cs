using System.Buffers;
using System.Globalization;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Where in a long text the question's words gather, by their letters alone: cutting a whole text into words costs more than
/// all the rest of choosing a passage, so only the best stretch is cut. For one question; safe on many threads.
/// </summary>
internal sealed class PassageRegion
{
    /// <summary>Shorter texts are read whole.</summary>
    private const int LongText = 1200;

    /// <summary>UTF-16 units read on either side of the best stretch, for sentences that begin before and end after it.</summary>
    private const int Around = 320;

    /// <summary>Letters of a Latin word looked for: the stem of one form need not begin another (policy, policies).</summary>
    private const int LatinLetters = 3;

    /// <summary>Between the Buddhist and the Common Era.</summary>
    private const int BuddhistEra = 543;

    /// <summary>So many keys are looked for one after the other, each many letters at a time; more of them together, letter by letter.</summary>
    private const int FewKeys = 24;

    private const int PlaceBits = 32;

    private readonly (string Key, int Word)[] _keys;
    private readonly SearchValues<string>? _any;
    private readonly int _words;

    private PassageRegion((string Key, int Word)[] keys, int words)
    {
        (_keys, _words) = (keys, words);
        _any = keys.Length <= FewKeys ? null : SearchValues.Create([.. keys.Select(key => key.Key)], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>By the words as typed; null where a question has nothing to look for by letters.</summary>
    public static PassageRegion? OfTyped(Question question) => Of(question, word => word.Variants);

    /// <summary>By the other ways to say them, for texts that hold no word as typed.</summary>
    public static PassageRegion? OfOthers(Question question) => Of(question, word => word.Others.Select(form => form.Terms[0]));

    private static PassageRegion? Of(Question question, Func<QuestionWord, IEnumerable<string>> terms)
    {
        QuestionWord[] words = [.. question.Words.Concat(question.QuotedWords)];
        (string, int)[] keys = [.. words.SelectMany((word, at) => terms(word).SelectMany(Keys).Distinct(StringComparer.Ordinal).Select(key => (key, at)))];
        return keys.Length == 0 ? null : new PassageRegion(keys, words.Length);
    }

    /// <summary>UTF-16 bounds of the part worth reading, between white space where there is some; null when the text is short or holds nothing.</summary>
    /// <param name="longest">Units that a passage may have.</param>
    public (int Start, int End)? In(string text, int longest)
    {
        if (text.Length <= LongText || Occurrences(text) is not { Count: > 0 } found)
        {
            return null;
        }

        var counts = new int[_words];
        found.ForEach(place => counts[place.Word]++);
        double[] weights = [.. counts.Select(count => 1 / (1 + Math.Log(Math.Max(1, count))))];
        (int from, int to) = Best(found, weights, longest);
        return (Edge(text, Math.Max(0, from - Around), -1), Edge(text, Math.Min(text.Length, to + Around), 1));
    }

    private static IEnumerable<string> Keys(string variant)
    {
        if (Characters.IsThaiLetter(Characters.ClassOf(variant[0])))
        {
            yield return variant;
        }
        else if (int.TryParse(variant, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            yield return variant;
            if (number is > 1900 and < 2100)
            {
                yield return (number + BuddhistEra).ToString(CultureInfo.InvariantCulture);
            }
        }
        else
        {
            yield return variant[..Math.Min(variant.Length, LatinLetters)];
        }
    }

    private List<(int Place, int Word)> Occurrences(string text)
    {
        if (_any is { } any)
        {
            return Occurrences(text, any);
        }

        var found = new List<long>();
        foreach ((string key, int word) in _keys)
        {
            StringComparison how = key.All(HasNoCase) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
            for (int at = 0, next; (next = text.AsSpan(at).IndexOf(key, how)) >= 0; at += next + 1)
            {
                found.Add(((long)(at + next) << PlaceBits) | (uint)word);
            }
        }

        found.Sort();
        return [.. found.Select(place => ((int)(place >> PlaceBits), (int)place))];
    }

    /// <summary>Thai letters and digits, which are found faster so.</summary>
    private static bool HasNoCase(char one) => char.IsAsciiDigit(one) || Characters.IsThaiLetter(Characters.ClassOf(one));

    private List<(int Place, int Word)> Occurrences(string text, SearchValues<string> any)
    {
        var found = new List<(int Place, int Word)>();
        for (int at = 0; ;)
        {
            int next = text.AsSpan(at).IndexOfAny(any);
            if (next < 0)
            {
                return found;
            }

            at += next;
            foreach ((string key, int word) in _keys)
            {
                if (text.AsSpan(at).StartsWith(key, StringComparison.OrdinalIgnoreCase))
                {
                    found.Add((at, word));
                }
            }

            at++;
        }
    }

    /// <summary>The stretch that holds the heaviest distinct words; the first of equal ones.</summary>
    private static (int From, int To) Best(List<(int Place, int Word)> found, double[] weights, int longest)
    {
        var inside = new int[weights.Length];
        (double Sum, int From, int To) best = (-1, 0, 0);
        double sum = 0;
        int first = 0;
        foreach ((int place, int word) in found)
        {
            sum += inside[word]++ == 0 ? weights[word] : 0;
            for (; found[first].Place < place - longest; first++)
            {
                sum -= --inside[found[first].Word] == 0 ? weights[found[first].Word] : 0;
            }

            if (sum > best.Sum + 1e-9)
            {
                best = (sum, found[first].Place, place);
            }
        }

        return (best.From, best.To);
    }

    /// <summary>The nearest white space in that direction, or the place itself where none is near; never inside a surrogate pair.</summary>
    private static int Edge(string text, int place, int direction)
    {
        int at = place;
        while (at > 0 && at < text.Length && Math.Abs(at - place) < Around && !char.IsWhiteSpace(text[at]))
        {
            at += direction;
        }

        at = Math.Abs(at - place) < Around ? at : place;
        return at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at + direction : at;
    }
}
