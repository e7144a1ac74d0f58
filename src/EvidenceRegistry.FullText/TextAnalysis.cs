using System.Security.Cryptography;
using System.Text;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Turns Thai and English text into the token streams of the index, the same for every engine and for text and query.
/// Immutable and free of shared state: one instance serves all threads, and parallel equals serial. No input makes it throw (null apart), and every method is linear in its input.
/// </summary>
public sealed class TextAnalysis
{
    /// <summary>Longest term in UTF-16 units: Elasticsearch's whitespace tokenizer would cut at 255 and shift positions.</summary>
    public const int LongestToken = 200;

    /// <summary>Raised by hand when the rules in code give other tokens for the same words; part of <see cref="Version"/>.</summary>
    private const string Rules = "3";

    /// <summary>What <see cref="Rarity"/> says of words nobody has counted.</summary>
    internal const double Unlearned = 8;

    private readonly Vocabulary _vocabulary;

    private TextAnalysis(Vocabulary vocabulary, string version)
    {
        _vocabulary = vocabulary;
        Version = version;
        Bridges = Bridges.None;
    }

    /// <summary>
    /// Twelve hexadecimal digits of a hash over all that decides tokens: words, stewards' words, words left out of queries, character tables, rules.
    /// An index made with another version must be rebuilt; so must one whose documents have other fields, which counts here too.
    /// </summary>
    public string Version { get; }

    /// <summary>Other ways to say a term, for questions; no part of <see cref="Version"/>, for the index does not hold them.</summary>
    public Bridges Bridges { get; private set; }

    internal Segmenter Segmenter => _vocabulary.Segmenter;

    /// <summary>Loads the word files of <c>mappings/thai</c>, found in the folder of mappings that is handed in.</summary>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file is not as documented; the message names the line.</exception>
    public static TextAnalysis Load(string mappingsFolder)
    {
        string[] files = [.. new[] { LexiconFile.LearnedName, LexiconFile.StewardName, LexiconFile.QueryStopName, LexiconFile.FunctionName }.Select(name => Path.Combine(mappingsFolder, "thai", name))];
        var vocabulary = new Vocabulary(LexiconFile.ReadLearned(files[0]), LexiconFile.ReadStewardWords(files[1]), LexiconFile.ReadWords(files[2]), LexiconFile.ReadWords(files[3]));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Rules} {IndexFields.Layout}"));
        hash.AppendData(Characters.Fingerprint());
        foreach (string file in files)
        {
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        var analysis = new TextAnalysis(vocabulary, Convert.ToHexStringLower(hash.GetHashAndReset())[..12]);
        analysis.Bridges = Bridges.Load(mappingsFolder, analysis.Words);
        return analysis;
    }

    /// <summary>
    /// The word stream of a text, for the index: what a word is, is told by <see cref="WordStream"/> and <see cref="CompoundReader"/>.
    /// Tokens at one position are variants of one word; all of them are indexed.
    /// </summary>
    public IReadOnlyList<Token> Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var normalised = new NormalisedText(text);
        return new WordStream(_vocabulary, normalised, text.Length).Read();
    }

    /// <summary>The word stream without the runs that say nothing of what is sought; in their place a position is free.</summary>
    internal IReadOnlyList<Token> WordsOf(string text, SoughtWords sought)
    {
        using var normalised = new NormalisedText(text);
        return new WordStream(_vocabulary, normalised, text.Length).Read(sought);
    }

    /// <summary>
    /// How little a word says by itself: −ln of its part of all words of the learned lexicon for Thai; 0 for words that hold a sentence together,
    /// in both languages; <see cref="Unlearned"/> for words the lexicon does not know, those of other languages among them.
    /// </summary>
    internal double Rarity(string word)
    {
        if (_vocabulary.FunctionWords.Contains(word) || _vocabulary.QueryStopWords.Contains(word) || word.Length < 2)
        {
            return 0;
        }

        int number = _vocabulary.NumberOf(word);
        return number < 0 ? Unlearned : _vocabulary.CostOf(number);
    }

    /// <summary>A text as the word stream reads it: case, digits, forms and ways of typing a syllable folded; white space is one space.</summary>
    public static string Normalised(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var normalised = new NormalisedText(text);
        return string.Join(' ', normalised.Chars.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>
    /// The word stream of a query: as <see cref="Words"/>, without words that only ask (ใคร อะไร what which …), unless nothing else is there.
    /// Positions are those of the full stream. A document meets a position when it holds any of the tokens there.
    /// </summary>
    public IReadOnlyList<Token> QueryWords(string text)
    {
        IReadOnlyList<Token> words = Words(text);
        Token[] asked = [.. words.Where(word => !_vocabulary.QueryStopWords.Contains(word.Text))];
        return asked.Length > 0 ? asked : words;
    }

    /// <summary>
    /// The positions of a query a document must meet when all words are wanted: all but those of function words (ที่ ของ การ …), which only add to the score;
    /// all, where there is nothing else.
    /// </summary>
    public IReadOnlySet<int> RequiredPositions(IReadOnlyList<Token> queryWords)
    {
        var required = queryWords.Where(word => !_vocabulary.FunctionWords.Contains(word.Text)).Select(word => word.Position).ToHashSet();
        return required.Count > 0 ? required : queryWords.Select(word => word.Position).ToHashSet();
    }

    /// <summary>
    /// Pairs of neighbouring words (<c>a_b</c>), one for each two positions that follow each other directly; of a position's variants the last, most general one is taken.
    /// A pair stands at the position of its first word and spans both. Works on <see cref="Words"/> and on <see cref="QueryWords"/>, where a gap gives no pair.
    /// </summary>
    public static IReadOnlyList<Token> WordPairs(IReadOnlyList<Token> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var pairs = new List<Token>(words.Count);
        for (int i = 0; i + 1 < words.Count; i++)
        {
            Token first = words[i];
            if (words[i + 1].Position != first.Position + 1)
            {
                continue;
            }

            int j = i + 1;
            while (j + 1 < words.Count && words[j + 1].Position == words[j].Position)
            {
                j++;
            }

            Token second = words[j];
            pairs.Add(new Token($"{Half(first.Text)}_{Half(second.Text)}", Math.Min(first.Start, second.Start), Math.Max(first.End, second.End), first.Position));
        }

        return pairs;
    }

    /// <summary>The quote stream of a text, see <see cref="Quotations"/>.</summary>
    public static IReadOnlyList<Token> ClusterPairs(string text) => Quotations.Pairs(text);

    /// <summary>
    /// The cluster pairs of a query that are worth scoring: all but the last, which pairs with the end; none where the query holds no Thai,
    /// for there a cluster is a word, and the pairs would only say the unstemmed words once more (XQuAD-en loses 0.006 MRR by it; docs/thai-text.md).
    /// </summary>
    public static IReadOnlyList<Token> RankingClusterPairs(string query)
    {
        IReadOnlyList<Token> pairs = Quotations.Pairs(query);
        return pairs.Any(pair => Characters.IsThaiLetter(Characters.ClassOf(pair.Text[0]))) ? [.. pairs.Take(pairs.Count - 1)] : [];
    }

    /// <summary>The quote-stream terms that find a quotation, see <see cref="Quotations.Read"/>.</summary>
    public static Quote QuoteClusters(string quote) => Quotations.Read(quote);

    private static string Half(string word) => word.Length < LongestToken / 2 ? word : word[..(char.IsHighSurrogate(word[(LongestToken / 2) - 2]) ? (LongestToken / 2) - 2 : (LongestToken / 2) - 1)];
}
