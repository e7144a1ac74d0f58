namespace EvidenceRegistry.FullText;

/// <summary>
/// How many of a question's words a record must hold: all; where no record does, or the question is a whole sentence and hardly a
/// record does, a share of them; where none does even that, any. Ranking then puts those first that hold more and rarer words.
/// </summary>
internal static class Relaxation
{
    /// <summary>Two words of a sentence that some records hold whole: one alone would bring everything.</summary>
    private const int FewestBeside = 2;

    /// <summary>
    /// Smaller numbers of words to try, in order, until something is found. The same for every choice of filters, so that a facet's count is the total of its choice.
    /// </summary>
    /// <param name="beside">Some records hold all words, whatever the filters, but too few: others are wanted beside them.</param>
    public static IEnumerable<int> Fewer(int words, bool beside, RankingWeights weights) =>
        Steps(words, weights).Skip(1).Prepend(beside ? Math.Max(FewestBeside, Share(words, weights)) : words).Where(step => step < words).Distinct();

    /// <summary>Numbers of words to try, in order.</summary>
    public static IEnumerable<int> Steps(int words, RankingWeights weights) =>
        new[] { words, Share(words, weights), 1 }.Where(step => step <= words).Distinct();

    private static int Share(int words, RankingWeights weights) => (int)Math.Ceiling(words * weights.RelaxedShare);

    /// <summary>
    /// Whether a sentence found too little as it stands. Counted over all records whatever filters are chosen, so that a facet's count
    /// is the total of its choice. What is found as typed, or by its identifier, is found.
    /// </summary>
    /// <param name="holdingAll">Records that hold every word.</param>
    /// <param name="asTyped">Whether one holds the question as typed, or is named by it.</param>
    public static bool FoundTooLittle(Question question, RankingWeights weights, long holdingAll, bool asTyped) =>
        !asTyped && question.Quotes.Count == 0 && question.Words.Count >= weights.SentenceWords && holdingAll < weights.FewRecords;

    /// <summary>Places in the question of the words that the first of the records to lack any does not hold in its readable text.</summary>
    public static int[] LetGo(TermScores terms, Question question, ReadableFields readable, IEnumerable<int> docs) => docs
        .Select(doc => Enumerable.Range(0, question.Words.Count).Where(word => !terms.Holds(readable, question.Words[word], doc)).ToArray())
        .FirstOrDefault(lacking => lacking.Length > 0, []);
}
