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

    // A byte of the hash tells nearly all words of a text to be none of the question's.
    private const string Source =
        "if (doc['places'].size() == 0) { return 0.0; } def places = doc['places'].value; byte[] b = places.bytes; int at = places.offset; int end = at + places.length;"
        + " boolean[] may = new boolean[256]; Map numbers = new HashMap(); List hashes = params.hashes; List owners = params.words;"
        + " for (int i = 0; i < hashes.size(); i++) { int h = ((Number) hashes.get(i)).intValue(); may[h & 255] = true; numbers.put(h, ((Number) owners.get(i)).intValue()); }"
        + " List weights = params.weights; int[] inside = new int[weights.size()]; int span = params.span;"
        + " List stood = new ArrayList(); List which = new ArrayList(); int position = 0; int first = 0; double sum = 0; double best = 0;"
        + " while (at < end) {"
        + " int shift = 0; int step = 0; int next = b[at++]; while (next < 0) { step |= (next & 127) << shift; shift += 7; next = b[at++]; } step |= next << shift; position += step;"
        + " if (may[b[at] & 255]) { int hash = (b[at] & 255) | ((b[at + 1] & 255) << 8) | ((b[at + 2] & 255) << 16) | ((b[at + 3] & 255) << 24); def found = numbers.get(hash);"
        + " if (found != null) { int word = (int) found; stood.add(position); which.add(word); if (inside[word]++ == 0) { sum += ((Number) weights.get(word)).doubleValue(); }"
        + " while ((int) stood.get(first) <= position - span) { int left = (int) which.get(first++); if (--inside[left] == 0) { sum -= ((Number) weights.get(left)).doubleValue(); } }"
        + " if (sum > best) { best = sum; } } }"
        + " at += 4; } return best;";

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
                        ["hashes"] = new JsonArray([.. hashes.Keys.Select(hash => JsonValue.Create(unchecked((int)hash)))]),
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
