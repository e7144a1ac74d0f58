using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// Where the words of a text stand, as bytes the server keeps beside it: per token the step from the last position (7 bits a byte) and
/// 32 bits of a hash of the word. So the best window of a few records is found without asking for their texts.
/// </summary>
internal static class WordPlaces
{
    /// <summary>Tokens kept of one document: the server limits the size of a value, and a window is looked for in the beginning of what is longer.</summary>
    private const int Most = 5000;

    public static string Write(IEnumerable<TokenRun> runs)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        Span<byte> utf8 = stackalloc byte[TextAnalysis.LongestToken * 4];
        (int start, int last, int written) = (0, 0, 0);
        foreach (TokenRun run in runs)
        {
            foreach (Token token in run.Tokens)
            {
                if (written++ == Most)
                {
                    return Convert.ToBase64String(stream.GetBuffer(), 0, (int)stream.Length);
                }

                writer.Write7BitEncodedInt(start + token.Position - last);
                writer.Write(Hash(token.Text, utf8));
                last = start + token.Position;
            }

            start = last + IndexFields.Gap;
        }

        return Convert.ToBase64String(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Places of the asked words, by their number among them.</summary>
    /// <param name="words">Hash of a variant → number of the word.</param>
    public static List<(int Position, int Word)> Read(ReadOnlySpan<byte> bytes, Dictionary<uint, int> words)
    {
        // Nearly all words of a text are none of the question's: told by a byte of their hash.
        Span<bool> may = stackalloc bool[256];
        foreach (uint hash in words.Keys)
        {
            may[(byte)hash] = true;
        }

        var found = new List<(int, int)>();
        int position = 0;
        for (int at = 0; at < bytes.Length;)
        {
            int shift = 0;
            int step = 0;
            byte next;
            do
            {
                next = bytes[at++];
                step |= (next & 0x7F) << shift;
                shift += 7;
            }
            while (next >= 0x80);
            position += step;
            if (may[bytes[at]] && words.TryGetValue(BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]), out int word))
            {
                found.Add((position, word));
            }

            at += sizeof(uint);
        }

        return found;
    }

    public static Dictionary<uint, int> Asked(IReadOnlyList<QuestionWord> words)
    {
        Span<byte> utf8 = stackalloc byte[TextAnalysis.LongestToken * 4];
        var asked = new Dictionary<uint, int>();
        foreach ((int number, QuestionWord word) in words.Index())
        {
            foreach (string variant in word.Variants)
            {
                asked.TryAdd(Hash(variant, utf8), number);
            }
        }

        return asked;
    }

    private static uint Hash(string word, Span<byte> utf8) => XxHash32.HashToUInt32(utf8[..Encoding.UTF8.GetBytes(word, utf8)]);
}
