namespace EvidenceRegistry.FullText;

/// <summary>
/// One term of a stream, with the place it was read from.
/// Tokens come ordered by <see cref="Position"/>; tokens that share a position are variants of the same word
/// (whole and first part, Buddhist and Common Era year), the most specific first and the most general last.
/// </summary>
/// <param name="Text">The term as it is stored in the index: no white space, at most <see cref="TextAnalysis.LongestToken"/> UTF-16 units, well-formed UTF-16.</param>
/// <param name="Start">First UTF-16 offset in the text as it was handed in.</param>
/// <param name="End">UTF-16 offset after the last character; always greater than <paramref name="Start"/>.</param>
/// <param name="Position">Word number, from 0; never falls along a stream.</param>
public readonly record struct Token(string Text, int Start, int End, int Position);
