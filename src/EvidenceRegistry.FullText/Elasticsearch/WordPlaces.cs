using System.IO.Hashing;
using System.Text;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// Where the words of a text stand, as bytes the server keeps beside it: per token the step from the last position (7 bits a byte) and
/// 32 bits of a hash of the word, the lowest byte first. So the best window of a few records is found without their texts (<see cref="BestWindow"/>).
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

    /// <summary>Hash of each variant → number of its word.</summary>
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
