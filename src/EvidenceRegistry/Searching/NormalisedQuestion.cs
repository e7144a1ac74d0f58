using System.Text.RegularExpressions;
using EvidenceRegistry.FullText;

namespace EvidenceRegistry.Searching;

/// <summary>A question as it is counted: what was typed in other ways for the same is the same.</summary>
internal static partial class NormalisedQuestion
{
    /// <summary>Words, quotations and exclusions in the order typed of each; case, spaces, digits and ways of typing a syllable folded.</summary>
    public static string Of(ParsedQuery query) => string.Join(' ', new[] { TextAnalysis.Normalised(query.Text) }
        .Concat(query.Quotes.Select(q => $"\"{TextAnalysis.Normalised(q)}\""))
        .Concat(query.Excluded.Select(x => $"-{TextAnalysis.Normalised(x)}"))
        .Where(part => part.Length > 0));

    /// <summary>An address, or digits enough for a telephone or an identity number: such questions are not counted.</summary>
    public static bool MayNameAPerson(string question) => question.Contains('@', StringComparison.Ordinal) || ManyDigits().IsMatch(question);

    [GeneratedRegex(@"(\d[ -]?){9}")]
    private static partial Regex ManyDigits();
}
