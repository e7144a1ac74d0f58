namespace EvidenceRegistry.FullText;

/// <summary>
/// Terms that say the same in Thai and English, kept by stewards in <c>mappings/bridges</c>. They work on questions alone: the index
/// holds what texts say, so a changed pair takes effect at the next start without a rebuild. Immutable.
/// </summary>
public sealed class Bridges
{
    public const string Folder = "bridges";

    /// <summary>One concept a line: Thai ways to say it, a tab, English ways; a bar between ways of one language. <c>#</c> begins a remark.</summary>
    public const string FileName = "thai-english.tsv";

    private const char Between = '\n';

    private readonly Lazy<Dictionary<string, List<BridgedForm>>> _others;
    private int _longest;

    private Bridges(IReadOnlyList<string[]> concepts, Func<string, IReadOnlyList<Token>> words)
    {
        Concepts = concepts;
        _others = new Lazy<Dictionary<string, List<BridgedForm>>>(() => Read(words));
    }

    public static Bridges None { get; } = new([], _ => []);

    /// <summary>Every line: all ways to say one thing.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Concepts { get; }

    /// <summary>A folder without the file has no bridges.</summary>
    /// <exception cref="InvalidDataException">A line is not as documented; the message names the line.</exception>
    internal static Bridges Load(string mappingsFolder, Func<string, IReadOnlyList<Token>> words)
    {
        string path = Path.Combine(mappingsFolder, Folder, FileName);
        return File.Exists(path) ? new Bridges(ReadConcepts(path), words) : None;
    }

    /// <summary>Where a text holds terms with other ways to say them: the longest from the left, none inside another.</summary>
    /// <param name="tokens">The text's word stream.</param>
    internal IReadOnlyList<Bridge> In(string text, IReadOnlyList<Token> tokens)
    {
        if (Concepts.Count == 0 || tokens.Count == 0)
        {
            return [];
        }

        IGrouping<int, Token>[] words = [.. tokens.GroupBy(token => token.Position)];
        Dictionary<string, List<BridgedForm>> others = _others.Value;
        var found = new List<Bridge>();
        for (int at = 0; at < words.Length;)
        {
            int length = Math.Min(_longest, words.Length - at);
            while (length > 0 && !others.ContainsKey(Key(words, at, length)))
            {
                length--;
            }

            if (length > 0)
            {
                found.Add(Of(text, words[at..(at + length)], others[Key(words, at, length)]));
            }

            at += Math.Max(1, length);
        }

        return found;
    }

    /// <summary>A bridge the caller knows of, for a stretch of a text.</summary>
    /// <param name="tokens">The tokens of the stretch.</param>
    internal static Bridge Of(string text, IReadOnlyList<Token> tokens, IEnumerable<BridgedForm> forms) =>
        Of(text, [.. tokens.GroupBy(token => token.Position)], [.. forms]);

    internal static BridgedForm Form(string text, IReadOnlyList<Token> tokens, bool same = false) =>
        new(text, [.. tokens.GroupBy(token => token.Position).Select(word => word.Last().Text)], same);

    private static Bridge Of(string text, IGrouping<int, Token>[] words, IReadOnlyList<BridgedForm> forms)
    {
        string typed = text[words[0].Min(token => token.Start)..words[^1].Max(token => token.End)];
        BridgedForm[] other = [.. forms.Where(form => !string.Equals(form.Text, typed, StringComparison.OrdinalIgnoreCase))];
        return new Bridge(typed, [.. other.Select(form => form.Text)])
        {
            Forms = other,
            Words = words.Select(word => QuestionWord.Key(word.Select(token => token.Text))).ToHashSet(StringComparer.Ordinal),
        };
    }

    private static string Key(IGrouping<int, Token>[] words, int at, int length) =>
        length == 1 ? words[at].Last().Text : string.Join(Between, words.Skip(at).Take(length).Select(word => word.Last().Text));

    private static List<string[]> ReadConcepts(string path)
    {
        var concepts = new List<string[]>();
        foreach ((string line, int number) in LexiconFile.Lines(path))
        {
            string[] sides = line.Split('\t');
            string[] ways = [.. sides.SelectMany(side => side.Split('|', StringSplitOptions.TrimEntries))];
            if (sides.Length != 2 || ways.Any(way => way.Length == 0))
            {
                throw LexiconFile.Bad(path, number, line);
            }

            concepts.Add(ways);
        }

        return concepts;
    }

    private Dictionary<string, List<BridgedForm>> Read(Func<string, IReadOnlyList<Token>> words)
    {
        var others = new Dictionary<string, List<BridgedForm>>(StringComparer.Ordinal);
        foreach (IReadOnlyList<string> concept in Concepts)
        {
            BridgedForm[] forms = [.. concept.Select(way => Form(way, words(way))).Where(form => form.Terms.Count > 0)];
            foreach (BridgedForm form in forms)
            {
                string key = string.Join(Between, form.Terms);
                List<BridgedForm> known = others.TryGetValue(key, out List<BridgedForm>? list) ? list : others[key] = [];
                known.AddRange(forms.Where(other => !other.Terms.SequenceEqual(form.Terms) && !known.Any(one => one.Terms.SequenceEqual(other.Terms))));
                _longest = Math.Max(_longest, form.Terms.Count);
            }
        }

        return others;
    }
}
