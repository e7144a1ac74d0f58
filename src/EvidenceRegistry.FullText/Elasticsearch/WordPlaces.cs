using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// Where each word of a text stands, as bytes the server keeps beside it, so that the best window of a few records is found without their texts
/// (<see cref="BestWindow"/>). First how many words (2 bytes); then per word, in the order of their hashes, the hash (4 bytes, the highest first) and
/// where its places begin behind this list (2 bytes); then the places, each the step from the word's last one (7 bits a byte, the lowest first).
/// </summary>
internal static class WordPlaces
{
    /// <summary>The server keeps no value above 32,766 bytes: of a longer text the beginning is looked at, 4,000 words at least, and more where they come again.</summary>
    private const int MostBytes = 32_700;

    private const int Head = sizeof(ushort);
    private const int Entry = sizeof(uint) + sizeof(ushort);

    public static string Write(IEnumerable<TokenRun> runs) => Convert.ToBase64String(Bytes(Places(runs)));

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

    /// <summary>Ascending places of each word, as far as there is room for them.</summary>
    private static Dictionary<uint, List<int>> Places(IEnumerable<TokenRun> runs)
    {
        Span<byte> utf8 = stackalloc byte[TextAnalysis.LongestToken * 4];
        var places = new Dictionary<uint, List<int>>();
        (int start, int last, int bytes) = (0, 0, Head);
        foreach (TokenRun run in runs)
        {
            foreach (Token token in run.Tokens)
            {
                uint hash = Hash(token.Text, utf8);
                last = start + token.Position;
                bool known = places.TryGetValue(hash, out List<int>? stands);
                bytes += known ? Length(last - stands![^1]) : Entry + Length(last);
                if (bytes > MostBytes)
                {
                    return places;
                }

                places[hash] = stands ??= [];
                stands.Add(last);
            }

            start = last + IndexFields.Gap;
        }

        return places;
    }

    private static byte[] Bytes(Dictionary<uint, List<int>> places)
    {
        int begin = Head + (places.Count * Entry);
        byte[] bytes = new byte[begin + places.Values.Sum(stands => stands.Select((place, i) => Length(i == 0 ? place : place - stands[i - 1])).Sum())];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)places.Count);
        (int entry, int at) = (Head, begin);
        foreach ((uint hash, List<int> stands) in places.OrderBy(word => word.Key))
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(entry), hash);
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(entry + sizeof(uint)), (ushort)(at - begin));
            entry += Entry;
            int last = 0;
            foreach (int place in stands)
            {
                uint step = (uint)(place - last);
                for (; step > 0x7f; step >>= 7)
                {
                    bytes[at++] = (byte)(step | 0x80);
                }

                (bytes[at++], last) = ((byte)step, place);
            }
        }

        return bytes;
    }

    private static int Length(int step) => step < 1 << 7 ? 1 : step < 1 << 14 ? 2 : step < 1 << 21 ? 3 : step < 1 << 28 ? 4 : 5;

    private static uint Hash(string word, Span<byte> utf8) => XxHash32.HashToUInt32(utf8[..Encoding.UTF8.GetBytes(word, utf8)]);
}
