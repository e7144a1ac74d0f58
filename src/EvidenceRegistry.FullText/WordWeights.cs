namespace EvidenceRegistry.FullText;

/// <summary>Weight of a word: its rarity in open text, whoever asks. For one search on one thread.</summary>
internal sealed class WordWeights(TermScores terms)
{
    private readonly string _field = IndexFields.Text(TextClass.Open, TextStream.Words);
    private readonly Dictionary<QuestionWord, long> _records = new(ReferenceEqualityComparer.Instance);

    public double Of(QuestionWord word) => Bm25.Idf(Records(word), Math.Max(Records(word), terms.Documents(_field)));

    /// <summary>Records whose open text holds the word's commonest variant; removed ones count until a merge.</summary>
    public long Records(QuestionWord word)
    {
        if (!_records.TryGetValue(word, out long records))
        {
            _records[word] = records = word.Variants.Max(variant => terms.Seeker.Frequency(_field, variant));
        }

        return records;
    }

    /// <summary>Records whose open text holds the term; removed ones count until a merge.</summary>
    public long Records(string term) => terms.Seeker.Frequency(_field, term);
}
