using System.Text;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Cuts text into character clusters: the smallest pieces a reader of Thai would not break (a consonant with its marks and vowels),
/// a run of letters, a run of digits, one sign, or one stretch of white space.
/// Whether there is an edge between two characters depends on these two alone; so a passage cut out of a text at edges
/// has, inside, exactly the edges it had in the text. Nothing quoted can be missed for its surroundings.
/// </summary>
public static class CharacterClusters
{
    /// <summary>True if a cluster may end between two neighbouring characters of these classes (dropped characters do not count as neighbours).</summary>
    public static bool IsEdge(CharacterClass before, CharacterClass after) => after switch
    {
        CharacterClass.ThaiMark or CharacterClass.ThaiFollowing => !Characters.IsThaiLetter(before),
        CharacterClass.ThaiConsonant or CharacterClass.ThaiLeading => before != CharacterClass.ThaiLeading,
        CharacterClass.Alphabetic => before is not (CharacterClass.Alphabetic or CharacterClass.Mark),
        CharacterClass.Digit => before != CharacterClass.Digit,
        CharacterClass.Mark => before == CharacterClass.Space,
        CharacterClass.Space => before != CharacterClass.Space,
        _ => true,
    };

    /// <summary>
    /// The clusters of <paramref name="text"/> in order, from the first to the last character that is neither dropped nor white space.
    /// They do not overlap; between them lie only dropped characters. Linear in the length of the text.
    /// </summary>
    public static IEnumerable<Cluster> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Cut(text);
    }

    private static IEnumerable<Cluster> Cut(string text)
    {
        int start = -1;
        int end = -1;
        bool space = false;
        bool any = false;
        CharacterClass before = CharacterClass.Space;
        for (int i = 0; i < text.Length;)
        {
            (CharacterClass now, int width) = Read(text, i);
            if (now == CharacterClass.Dropped)
            {
                i += width;
                continue;
            }

            if (start < 0 || IsEdge(before, now))
            {
                if (start >= 0 && (any || !space))
                {
                    any = true;
                    yield return new Cluster(start, end, space);
                }

                start = i;
                space = now == CharacterClass.Space;
            }

            i += width;
            end = i;
            before = now;
        }

        if (start >= 0 && !space)
        {
            yield return new Cluster(start, end, false);
        }
    }

    private static (CharacterClass Class, int Width) Read(string text, int i)
    {
        char c = text[i];
        if (!char.IsSurrogate(c))
        {
            return (Characters.ClassOf(c), 1);
        }

        return Rune.TryGetRuneAt(text, i, out Rune rune) ? (Characters.ClassOf(rune), 2) : (CharacterClass.Symbol, 1);
    }
}

/// <summary>One cluster: UTF-16 offsets in the text handed in, and whether it is white space.</summary>
public readonly record struct Cluster(int Start, int End, bool IsSpace);
