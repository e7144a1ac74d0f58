using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// The best window of each answered hit, found by the server beside the text's <see cref="WordPlaces"/> by the rule of <see cref="WindowScores"/>: one number is
/// answered instead of all places, which were most of an answer.
/// </summary>
internal static class BestWindow
{
    private const string Name = "window";

    /// <summary>
    /// Each asked word is looked up among the text's sorted ones (an index made before <c>wordPlaces</c> has none until it is made anew); their places are
    /// merged in order by a heap, so that no question and no text reaches the million rounds that the server allows a loop.
    /// </summary>
    private const string Source =
        "void sink(int[] heap, int[] place, int size, int from) { int i = from; while (2 * i + 1 < size) { int c = 2 * i + 1;"
        + " if (c + 1 < size && place[heap[c + 1]] < place[heap[c]]) { c++; } if (place[heap[i]] <= place[heap[c]]) { return; }"
        + " int moved = heap[i]; heap[i] = heap[c]; heap[c] = moved; i = c; } }"
        + " long step(byte[] b, int from) { int at = from; int shift = 0; int step = 0; int next = b[at++];"
        + " while (next < 0) { step |= (next & 127) << shift; shift += 7; next = b[at++]; } return ((long) at << 32) | (step | (next << shift)); }"
        + " int two(byte[] b, int at) { return ((b[at] & 255) << 8) | (b[at + 1] & 255); }"
        + " if (!doc.containsKey('wordPlaces') || doc['wordPlaces'].size() == 0) { return 0.0; }"
        + " def kept = doc['wordPlaces'].value; byte[] b = kept.bytes; int start = kept.offset; int n = two(b, start); int entries = start + 2; int lists = entries + 6 * n; int end = start + kept.length;"
        + " List hashes = params.hashes; List owners = params.words; List weights = params.weights; int span = params.span; int asked = hashes.size();"
        + " int[] at = new int[asked]; int[] stop = new int[asked]; int[] place = new int[asked]; int[] word = new int[asked]; int[] heap = new int[asked]; int met = 0; int room = 0;"
        + " for (int i = 0; i < asked; i++) { long hash = ((Number) hashes.get(i)).longValue(); int low = 0; int high = n - 1;"
        + " while (low <= high) { int middle = (low + high) >> 1; int e = entries + 6 * middle; long stands = ((long) two(b, e) << 16) | two(b, e + 2);"
        + " if (stands < hash) { low = middle + 1; } else if (stands > hash) { high = middle - 1; } else {"
        + " int from = lists + two(b, e + 4); stop[met] = middle == n - 1 ? end : lists + two(b, e + 10); room += stop[met] - from; word[met] = ((Number) owners.get(i)).intValue();"
        + " long read = step(b, from); at[met] = (int) (read >> 32); place[met] = (int) read; heap[met] = met; met++; break; } } }"
        + " for (int i = (met >> 1) - 1; i >= 0; i--) { sink(heap, place, met, i); }"
        + " int[] inside = new int[weights.size()]; int[] stood = new int[room]; int[] which = new int[room]; int first = 0; int count = 0; double sum = 0; double best = 0;"
        + " while (met > 0) { int top = heap[0]; int here = place[top]; int w = word[top];"
        + " stood[count] = here; which[count++] = w; if (inside[w]++ == 0) { sum += ((Number) weights.get(w)).doubleValue(); }"
        + " while (stood[first] <= here - span) { int left = which[first++]; if (--inside[left] == 0) { sum -= ((Number) weights.get(left)).doubleValue(); } }"
        + " if (sum > best) { best = sum; }"
        + " if (at[top] >= stop[top]) { heap[0] = heap[--met]; } else { long read = step(b, at[top]); at[top] = (int) (read >> 32); place[top] = here + (int) read; }"
        + " sink(heap, place, met, 0); } return best;";

    /// <param name="weights">Of each word.</param>
    public static JsonObject Fields(IReadOnlyList<QuestionWord> words, IEnumerable<double> weights, int windowWords)
    {
        Dictionary<uint, int> hashes = WordPlaces.Asked(words);
        return new JsonObject
        {
            [Name] = new JsonObject
            {
                ["script"] = new JsonObject
                {
                    ["source"] = Source,
                    ["params"] = new JsonObject
                    {
                        ["hashes"] = new JsonArray([.. hashes.Keys.Select(hash => JsonValue.Create(hash))]),
                        ["words"] = new JsonArray([.. hashes.Values.Select(word => JsonValue.Create(word))]),
                        ["weights"] = new JsonArray([.. weights.Select(weight => JsonValue.Create(weight))]),
                        ["span"] = windowWords,
                    },
                },
            },
        };
    }

    /// <summary>What a hit was answered; 0 where windows were not asked for.</summary>
    public static double Of(JsonElement hit) =>
        hit.ValueKind == JsonValueKind.Object && hit.GetProperty("fields").TryGetProperty(Name, out JsonElement window) ? window[0].GetDouble() : 0;
}
