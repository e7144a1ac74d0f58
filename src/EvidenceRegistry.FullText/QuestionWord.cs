namespace EvidenceRegistry.FullText;

/// <summary>One word of a question with its variants; a document meets it by any of them.</summary>
/// <param name="Typed">As it stands in the question.</param>
internal sealed record QuestionWord(IReadOnlyList<string> Variants, string Typed)
{
    /// <summary>Tokens at one position are one word; a word that was met before is left out.</summary>
    public static IReadOnlyList<QuestionWord> Of(IReadOnlyList<Token> tokens, string text, int most)
    {
        var words = new List<QuestionWord>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (IGrouping<int, Token> word in tokens.GroupBy(token => token.Position))
        {
            string[] variants = [.. word.Select(token => token.Text).Distinct(StringComparer.Ordinal)];
            if (words.Count < most && seen.Add(string.Join('\n', variants)))
            {
                words.Add(new QuestionWord(variants, text[word.Min(token => token.Start)..word.Max(token => token.End)]));
            }
        }

        return words;
    }
}
