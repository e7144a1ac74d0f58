namespace EvidenceRegistry.FullText;

/// <summary>What must not occur: a single word with its variants, or a longer run to the letter.</summary>
internal sealed record QuestionExclusion(QuestionWord? Word, Quote? Run)
{
    /// <summary>Null when the text holds nothing that could occur.</summary>
    public static QuestionExclusion? Of(string text, TextAnalysis analysis)
    {
        IReadOnlyList<QuestionWord> words = QuestionWord.Of(analysis.Words(text), text, 2);
        if (words.Count == 1)
        {
            return new QuestionExclusion(words[0], null);
        }

        Quote run = TextAnalysis.QuoteClusters(text);
        return run.Terms.Count == 0 ? null : new QuestionExclusion(null, run);
    }
}
