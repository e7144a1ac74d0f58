namespace EvidenceRegistry.FullText;

/// <summary>Tokens of one text within a field; runs stand <see cref="IndexFields.Gap"/> positions apart.</summary>
/// <param name="Prefix">Stands before every token (an agency's number), else empty.</param>
internal readonly record struct TokenRun(IReadOnlyList<Token> Tokens, string Prefix = "");
