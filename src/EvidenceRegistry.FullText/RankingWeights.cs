namespace EvidenceRegistry.FullText;

/// <summary>
/// How a score is put together. A word scores by BM25 in the reader's text; the weighted fields add to it; the rest
/// orders the first hundred only. The figures of the streams come from the development halves of XQuAD-th and XQuAD-en
/// (docs/thai-text.md: the table, the command; the optimum is flat, a tenth more or less changes nothing).
/// </summary>
public sealed record RankingWeights
{
    public static RankingWeights Default { get; } = new();

    /// <summary>BM25 saturation; 0.8 was better than 1.2 on Thai questions.</summary>
    public double K1 { get; init; } = 0.8;

    /// <summary>BM25 length normalisation, Lucene's and Elasticsearch's default.</summary>
    public double B { get; init; } = 0.75;

    /// <summary>Added per word found in a title; a choice, checked by the golden questions.</summary>
    public double Title { get; init; } = 0.6;

    public double Abstract { get; init; } = 0.2;

    public double Keywords { get; init; } = 0.3;

    public double Targets { get; init; } = 0.15;

    public double Pairs { get; init; } = 0.3;

    public double Clusters { get; init; } = 0.7;

    /// <summary>Weight of the best window: the idf of the distinct asked words in it, over 1 + <see cref="K1"/>.</summary>
    public double Window { get; init; } = 0.9;

    /// <summary>Words in the window whose best content counts.</summary>
    public int WindowWords { get; init; } = 20;

    /// <summary>
    /// Weight of the whole question standing in the record as typed: the summed idf of its words. A pasted sentence finds its source
    /// although others hold its words more often or are shorter.
    /// </summary>
    public double Whole { get; init; } = 1;

    /// <summary>Added for that from the start where the question is a long run: more than words reach, so that the source of a pasted sentence is among the first hundred.</summary>
    public double Run { get; init; } = 500;

    /// <summary>Factor for a record of a place that the question names.</summary>
    public double Place { get; init; } = 1.2;

    /// <summary>
    /// What another way to say a term is worth beside the term itself, at most: below 1, so that a text in the reader's own words leads.
    /// </summary>
    public double Bridge { get; init; } = 0.6;

    /// <summary>Factor for a page whose text was recognised in a picture: an equal page of real text is quoted before it.</summary>
    public double FromPicture { get; init; } = 0.8;

    /// <summary>
    /// What a record loses by age at most, as a part of its score: gentle, so that it decides between equals and never hides an old
    /// study that answers better. A choice.
    /// </summary>
    public double Recency { get; init; } = 0.1;

    /// <summary>Years after which nothing more is lost; the loss grows evenly until then. A record without a year counts as half so old.</summary>
    public int RecencyYears { get; init; } = 20;

    /// <summary>Added when a whole question is an identifier of the record: more than words reach.</summary>
    public double Identifier { get; init; } = 1000;

    /// <summary>Records that are ordered by more than words.</summary>
    public int ReRanked { get; init; } = 100;

    /// <summary>Share of a long question's words a record must hold when not all are required.</summary>
    public double RelaxedShare { get; init; } = 0.15;

    /// <summary>A question of so many words or more, function words apart, is a sentence: a record that answers it may put one of them otherwise.</summary>
    public int SentenceWords { get; init; } = 4;

    /// <summary>A sentence whose words fewer records hold all together does not require all: the first page is then not filled.</summary>
    public int FewRecords { get; init; } = 10;

    /// <summary>What a word found in this field adds; 0 where the field only selects.</summary>
    public double Of(TextField field) => field switch
    {
        TextField.Title => Title,
        TextField.Abstract => Abstract,
        TextField.Keywords => Keywords,
        TextField.Targets => Targets,
        _ => 0,
    };
}
