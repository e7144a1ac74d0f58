namespace EvidenceRegistry.FullText;

/// <summary>The words and quotations of one question, ready to be looked for in many texts.</summary>
internal sealed class AskedWords
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public AskedWords(Question question)
    {
        QuestionWord[] asked = [.. question.AllWords];
        Quotes = question.Quotes;
        Count = asked.Length;
        Others = [.. asked.SelectMany((word, at) => word.Others.Select(form => (at, form)))];
        foreach ((int at, QuestionWord word) in asked.Index())
        {
            foreach (string variant in word.Variants)
            {
                _numbers.TryAdd(variant, at);
            }
        }
    }

    public int Count { get; }

    /// <summary>Other ways to say a word, each with the word's number.</summary>
    public IReadOnlyList<(int Word, BridgedForm Form)> Others { get; }

    public IReadOnlyList<Quote> Quotes { get; }

    /// <summary>Every term that any of this may be met by.</summary>
    public IEnumerable<string> Terms => _numbers.Keys.Concat(Others.SelectMany(other => other.Form.Terms));

    /// <summary>Number of the word that is said so.</summary>
    public int? Find(string term) => _numbers.TryGetValue(term, out int word) ? word : null;
}
