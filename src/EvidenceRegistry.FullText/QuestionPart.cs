namespace EvidenceRegistry.FullText;

/// <summary>One part of a question, in the order typed.</summary>
/// <param name="Written">To the letter, with its marks.</param>
/// <param name="Value">What it says without them; of a filter what stands behind the colon.</param>
/// <param name="Apart">White space, or nothing, stands before it.</param>
/// <param name="Field">The name before the colon of a filter.</param>
public sealed record QuestionPart(QuestionPartKind Kind, string Written, string Value, bool Apart, string? Field = null)
{
    /// <summary>The same as words: white space, which may stand in a quotation, is one space between two of them.</summary>
    public QuestionPart AsWords() => this with
    {
        Kind = QuestionPartKind.Words,
        Value = string.Join(' ', (Field is null ? Value : $"{Field}:{Value}").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
    };
}

public enum QuestionPartKind
{
    Words,
    Quote,
    Exclusion,
    Filter,
}
