namespace EvidenceRegistry.FullText;

/// <summary>
/// How many of a question's words a record must hold: all; where no record does, a share of them, enough for a question
/// asked in a whole sentence; where none does even that, any. Ranking then puts those first that hold more and rarer words.
/// </summary>
internal static class Relaxation
{
    /// <summary>Numbers of words to try, in order.</summary>
    public static IEnumerable<int> Steps(int words, RankingWeights weights) =>
        new[] { words, (int)Math.Ceiling(words * weights.RelaxedShare), 1 }.Where(step => step <= words).Distinct();

    /// <summary>Places in the question of the words that a record's readable text does not hold.</summary>
    public static int[] LetGo(TermScores terms, Question question, ReadableFields readable, int doc) =>
    [
        .. Enumerable.Range(0, question.Words.Count)
            .Where(word => !terms.Holds(readable, question.Words[word], doc)),
    ];
}
