using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// Finds areas named in a text. The longest name wins. A name that is also a word (เลย, ตาก, น่าน …) is met only where the text says that a
/// place is meant: after จังหวัด or จ., before Province, or in a list with other places. A name inside the name of something else (a university, a river, a
/// street) is not the place. Immutable; one serves all threads.
/// </summary>
public sealed class PlaceFinder
{
    /// <summary>Raised by hand when the rules in code find other places.</summary>
    private const string Rules = "2";

    /// <summary>Thai letters from which on a name may be met across the cuts of words, at cluster edges.</summary>
    private const int LongName = 6;

    private readonly TextAnalysis _analysis;
    private readonly SearchValues<string> _names;
    private readonly ILookup<char, PlaceName> _byFirst;

    private PlaceFinder(TextAnalysis analysis, IReadOnlyList<PlaceName> names, string version)
    {
        _analysis = analysis;
        _names = SearchValues.Create([.. names.Select(n => n.Text)], StringComparison.Ordinal);
        _byFirst = names.OrderByDescending(n => n.Text.Length).ThenBy(n => n.Text, StringComparer.Ordinal).ToLookup(n => n.Text[0]);
        Version = version;
    }

    /// <summary>Of rules and names.</summary>
    public string Version { get; }

    public static PlaceFinder Of(TextAnalysis analysis, IReadOnlyList<PlaceNamed> places)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(places);
        var names = places.Where(p => p.Kind != "country").SelectMany(PlaceName.Of).DistinctBy(n => n.Text, StringComparer.Ordinal).ToList();
        string rules = string.Join('\n', names.Select(n => $"{n.Text} {n.Code}").Order(StringComparer.Ordinal).Prepend($"{Rules} {analysis.Version}"));
        return new PlaceFinder(analysis, names, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rules)), 0, 4));
    }

    /// <summary>In the order of the text; none overlaps another.</summary>
    public IReadOnlyList<Mention> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var normalised = new NormalisedText(text);
        ReadOnlySpan<char> letters = normalised.Chars;
        if (letters.IndexOfAny(_names) < 0)
        {
            return [];
        }

        var candidates = Candidates(letters, WordEdges(text, normalised));
        Lists(letters, candidates);
        var found = new List<Mention>();
        foreach (PlaceCandidate candidate in candidates)
        {
            if (candidate.Stands == true)
            {
                found.Add(new Mention(candidate.Name.Code, normalised.Start(candidate.From), normalised.End(candidate.To)));
            }
        }

        return found;
    }

    private bool[] WordEdges(string text, NormalisedText normalised)
    {
        var raw = new bool[text.Length + 1];
        foreach (Token token in _analysis.Words(text))
        {
            (raw[token.Start], raw[token.End]) = (true, true);
        }

        int length = normalised.Chars.Length;
        var edges = new bool[length + 1];
        for (int i = 0; i <= length; i++)
        {
            edges[i] = (i < length && raw[normalised.Start(i)]) || (i > 0 && raw[normalised.End(i)]);
        }

        return edges;
    }

    private List<PlaceCandidate> Candidates(ReadOnlySpan<char> letters, bool[] edges)
    {
        var candidates = new List<PlaceCandidate>();
        for (int at = 0; at < letters.Length;)
        {
            int next = letters[at..].IndexOfAny(_names);
            if (next < 0)
            {
                break;
            }

            at += next;
            if (Longest(letters, at, edges) is { } candidate)
            {
                candidates.Add(candidate);
                at = candidate.To;
            }
            else
            {
                at++;
            }
        }

        return candidates;
    }

    private PlaceCandidate? Longest(ReadOnlySpan<char> letters, int at, bool[] edges)
    {
        foreach (PlaceName name in _byFirst[letters[at]])
        {
            int end = at + name.Text.Length;
            if (!letters[at..].StartsWith(name.Text, StringComparison.Ordinal) || !PlaceCues.Cuttable(letters, at) || !PlaceCues.Cuttable(letters, end))
            {
                continue;
            }

            bool? stands = PlaceCues.Judge(letters, at, end, name);
            if (stands == true || (edges[at] && edges[end]) || (name.Thai && name.Text.Length >= LongName))
            {
                return new PlaceCandidate(name, at, end) { Stands = stands };
            }
        }

        return null;
    }

    /// <summary>A name in a list with a place is one: <c>พะเยา แพร่ และน่าน</c>. Both ways, as the first or the last may say what the list is of.</summary>
    private static void Lists(ReadOnlySpan<char> letters, List<PlaceCandidate> candidates)
    {
        for (int i = 1; i < candidates.Count; i++)
        {
            Join(letters, candidates[i - 1], candidates[i], candidates[i - 1], candidates[i]);
        }

        for (int i = candidates.Count - 2; i >= 0; i--)
        {
            Join(letters, candidates[i], candidates[i + 1], candidates[i + 1], candidates[i]);
        }
    }

    private static void Join(ReadOnlySpan<char> letters, PlaceCandidate left, PlaceCandidate right, PlaceCandidate known, PlaceCandidate open)
    {
        if (known.Stands == true && open.Stands is null && known.Name.Code != open.Name.Code && PlaceCues.IsList(letters[left.To..right.From]) && PlaceCues.EndsItem(letters, open.To))
        {
            open.Stands = true;
        }
    }
}
