using System.Buffers;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Cuts a text into the smallest pieces a quotation may begin or end with. Thai has no full stop: pieces end at white space,
/// at line ends, and before words that begin a new thought.
/// </summary>
internal static class SentencePieces
{
    /// <summary>Pieces end at any of these.</summary>
    public static readonly SearchValues<char> Spaces = SearchValues.Create([.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(char.IsWhiteSpace)]);

    /// <summary>Words that begin a sentence or a main clause in Thai prose; our own list.</summary>
    public static IReadOnlySet<string> Openers { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "ดังนั้น", "อย่างไรก็ตาม", "อย่างไรก็ดี", "นอกจากนี้", "นอกจากนั้น", "ทั้งนี้", "ทั้งนั้น", "ในขณะที่", "ขณะที่",
        "กล่าวคือ", "ตัวอย่างเช่น", "เนื่องจาก", "เพราะฉะนั้น", "ประการแรก", "สรุป", "ผลการศึกษา", "ผลการวิจัย", "พบว่า", "แต่",
    };

    /// <summary>UTF-16 bounds of pieces in order; they tile the text, white space apart.</summary>
    /// <param name="longest">A piece without any such place is cut between words at about this length.</param>
    public static List<(int Start, int End)> Of(string text, IReadOnlyList<Token> words, int longest)
    {
        var pieces = new List<(int Start, int End)>();
        int word = 0;
        for (int start = 0; start < text.Length;)
        {
            int run = text.AsSpan(start).IndexOfAny(Spaces);
            int end = run < 0 ? text.Length : start + run;
            for (; word < words.Count && words[word].Start < end; word++)
            {
                // Of words that begin together the first decides.
                int begins = words[word].Start;
                if (begins > start && (word == 0 || words[word - 1].Start < begins) && (begins - start >= longest || Openers.Contains(words[word].Text)))
                {
                    pieces.Add((start, begins));
                    start = begins;
                }
            }

            if (end > start)
            {
                pieces.Add((start, end));
            }

            start = end + 1;
        }

        return pieces;
    }

    /// <summary>Whether a reader would take the place for the beginning of a sentence: text start, a new line, or after a stop.</summary>
    public static bool BeginsSentence(string text, int start)
    {
        int before = start - 1;
        while (before >= 0 && char.IsWhiteSpace(text[before]))
        {
            if (text[before] is '\n' or '\r' or '\u2028' or '\u2029')
            {
                return true;
            }

            before--;
        }

        return before < 0 || text[before] is '.' or '?' or '!' or 'ฯ' or '。';
    }
}
