namespace EvidenceRegistry.FullText;

/// <summary>Weight of a word: its rarity in open text, whoever asks.</summary>
internal sealed class WordWeights(IndexView view)
{
    private readonly TermScores _terms = new(view.Records);
    private readonly string _field = IndexFields.Text(TextClass.Open, TextStream.Words);

    public double Of(QuestionWord word) => Bm25.Idf(Records(word), Math.Max(Records(word), _terms.Frequency(_field, word.Variants[0]).All));

    /// <summary>Records whose open text holds the word's commonest variant; removed ones count until a merge.</summary>
    public long Records(QuestionWord word) => word.Variants.Max(variant => _terms.Frequency(_field, variant).Holding);
}
