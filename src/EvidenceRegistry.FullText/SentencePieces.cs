namespace EvidenceRegistry.FullText;

/// <summary>
/// Cuts a text into the smallest pieces a quotation may begin or end with. Thai has no full stop: pieces end at white space,
/// at line ends, and before words that begin a new thought.
/// </summary>
internal static class SentencePieces
{
    /// <summary>Words that begin a sentence or a main clause in Thai prose; our own list.</summary>
    private static readonly HashSet<string> Openers =
    [
        "ดังนั้น", "อย่างไรก็ตาม", "อย่างไรก็ดี", "นอกจากนี้", "นอกจากนั้น", "ทั้งนี้", "ทั้งนั้น", "ในขณะที่", "ขณะที่",
        "กล่าวคือ", "ตัวอย่างเช่น", "เนื่องจาก", "เพราะฉะนั้น", "ประการแรก", "สรุป", "ผลการศึกษา", "ผลการวิจัย", "พบว่า", "แต่",
    ];

    /// <summary>UTF-16 bounds of pieces in order; they tile the text, white space apart.</summary>
    /// <param name="longest">A piece without any such place is cut between words at about this length.</param>
    public static List<(int Start, int End)> Of(string text, IReadOnlyList<Token> words, int longest)
    {
        var pieces = new List<(int Start, int End)>();
        int word = 0;
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool space = i == text.Length || char.IsWhiteSpace(text[i]);
            if (space && start >= 0)
            {
                pieces.Add((start, i));
                start = -1;
            }

            while (word < words.Count && words[word].Start < i)
            {
                word++;
            }

            if (space)
            {
                continue;
            }

            bool wordBegins = word < words.Count && words[word].Start == i;
            if (start >= 0 && wordBegins && (i - start >= longest || Openers.Contains(words[word].Text)))
            {
                pieces.Add((start, i));
                start = i;
            }

            start = start < 0 ? i : start;
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
