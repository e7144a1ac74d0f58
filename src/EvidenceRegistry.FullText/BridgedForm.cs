namespace EvidenceRegistry.FullText;

/// <summary>Another way to say what a question says: a word or several that stand together in this order.</summary>
/// <param name="Text">As a steward wrote it, for showing.</param>
/// <param name="Terms">Terms of the word stream; the most general variant of each word.</param>
/// <param name="Same">True where both name one thing (a place and its short form): it counts as much as what was typed.</param>
internal sealed record BridgedForm(string Text, IReadOnlyList<string> Terms, bool Same = false)
{
    /// <summary>Where the form stands among the tokens of a text; bounds of the whole form.</summary>
    public IEnumerable<(int Start, int End)> In(IReadOnlyList<Token> tokens)
    {
        for (int at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Text == Terms[0] && End(tokens, at) is { } end)
            {
                yield return (tokens[at].Start, end);
            }
        }
    }

    /// <summary>Null where the other terms do not follow, one a position; variants of one position stand together.</summary>
    private int? End(IReadOnlyList<Token> tokens, int at)
    {
        int end = tokens[at].End;
        int next = at + 1;
        for (int term = 1; term < Terms.Count; term++)
        {
            int wanted = tokens[at].Position + term;
            while (next < tokens.Count && (tokens[next].Position < wanted || (tokens[next].Position == wanted && tokens[next].Text != Terms[term])))
            {
                next++;
            }

            if (next == tokens.Count || tokens[next].Position != wanted)
            {
                return null;
            }

            end = tokens[next].End;
        }

        return end;
    }
}
