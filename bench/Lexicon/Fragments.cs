using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>
/// Finds what ICU glued together or left over where it met a name it did not know. A word goes
/// <list type="number">
/// <item>when Thai spelling forbids it: it is one bare consonant, begins with a mark, a following vowel or a silenced consonant (ต์), or ends in ั, ื, ็ (but ก็) or a leading vowel;</item>
/// <item>when it is a bare consonant before words far more frequent (นที่ลด), or such words before a bare consonant (เป็นก),
/// and in most of the runs where ICU saw it the most probable path does nearly as well without it (ต่อย|อด is ต่อ|ยอด; เม็ดทราย needs ทราย).</item>
/// </list>
/// </summary>
internal static class Fragments
{
    /// <summary>How many times more frequent the words inside must be: below it, the whole is as good a word as its parts.</summary>
    private const int FarMoreFrequent = 10;

    /// <summary>A path that is worse by less than this needs no unknown cluster in the word's stead.</summary>
    private const int NearlyAsWell = Segmenter.UnknownCost / 2;

    public static IReadOnlyList<string> Find(IReadOnlyDictionary<string, WordCount> words)
    {
        var whole = words.Where(pair => !IsMisspelt(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value.Seen);
        var vocabulary = new Vocabulary(whole, [], [], []);
        return [.. words.Where(pair => !whole.ContainsKey(pair.Key) || IsGlued(pair.Key, pair.Value, whole, vocabulary)).Select(pair => pair.Key).Order(StringComparer.Ordinal)];
    }

    private static bool IsMisspelt(string word)
    {
        CharacterClass first = Characters.ClassOf(word[0]);
        CharacterClass last = Characters.ClassOf(word[^1]);
        string bare = word.TrimEnd('\u0E48', '\u0E49', '\u0E4A', '\u0E4B');
        int silenced = word.IndexOf('\u0E4C');
        return (word.Length == 1 && word != "ณ")
            || first is CharacterClass.ThaiMark or CharacterClass.ThaiFollowing
            || last == CharacterClass.ThaiLeading
            || bare.Length == 0
            || bare[^1] is '\u0E31' or '\u0E37'
            || (bare[^1] == '\u0E47' && word != "ก็")
            || silenced == 1
            || (silenced == 2 && Characters.ClassOf(word[1]) == CharacterClass.ThaiMark);
    }

    private static bool IsGlued(string word, WordCount count, Dictionary<string, int> whole, Vocabulary vocabulary)
    {
        int number = vocabulary.NumberOf(word);
        var pieces = new List<Segmenter.Piece>();
        vocabulary.Segmenter.Cut(word, pieces, number);
        int inner = pieces.Count(piece => piece.Word != Segmenter.Unknown);
        if (inner == 0 || inner + 1 != pieces.Count || pieces.Any(piece => piece.Word != Segmenter.Unknown && whole[vocabulary.Words[piece.Word]] < FarMoreFrequent * count.Seen))
        {
            return false;
        }

        bool before = pieces[0] is { Word: Segmenter.Unknown, End: 1 };
        bool after = pieces[^1].Word == Segmenter.Unknown && pieces[^2].End == word.Length - 1;
        return (before || after) && 2 * count.Runs.Count(run => vocabulary.Segmenter.Cut(run, [], number) - vocabulary.Segmenter.Cut(run, []) < NearlyAsWell) > count.Runs.Count;
    }
}

/// <summary>How often a word was seen, and the first <see cref="MostRuns"/> distinct runs it was seen in.</summary>
internal sealed record WordCount(List<string> Runs)
{
    private const int MostRuns = 40;

    public int Seen { get; private set; }

    public void Add(string run, int times)
    {
        Seen += times;
        if (Runs.Count < MostRuns && (Runs.Count == 0 || Runs[^1] != run))
        {
            Runs.Add(run);
        }
    }
}
