using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>In how many records' open text terms stand: what a word weighs, whoever asks. Removed records count until the server merges, as in the embedded engine.</summary>
internal sealed class TermFigures
{
    private static readonly string Open = IndexFields.Text(TextClass.Open, TextStream.Words);

    private readonly Dictionary<string, long> _records = new(StringComparer.Ordinal);
    private long _documents;

    /// <summary>Asks for all terms of a question at once.</summary>
    public static Task<TermFigures> OfAsync(ElasticClient client, string records, Question question, CancellationToken cancel) => OfAsync(
        client,
        records,
        question.AllWords.SelectMany(word => word.Variants.Concat(word.Others.SelectMany(form => form.Terms))),
        cancel);

    public static async Task<TermFigures> OfAsync(ElasticClient client, string records, IEnumerable<string> terms, CancellationToken cancel)
    {
        var figures = new TermFigures();
        string[] asked = [.. terms.Distinct(StringComparer.Ordinal)];
        if (asked.Length == 0)
        {
            return figures;
        }

        var body = new JsonObject
        {
            ["doc"] = new JsonObject { [Open] = string.Join(' ', asked) },
            ["fields"] = Clause.List([Open]),
            ["term_statistics"] = true,
            ["field_statistics"] = true,
            ["positions"] = false,
            ["offsets"] = false,
            ["payloads"] = false,
        };
        JsonElement answer = (await client.PostAsync($"{records}/_termvectors", body, cancel)).Taken();
        if (answer.TryGetProperty("term_vectors", out JsonElement vectors) && vectors.TryGetProperty(Open, out JsonElement field))
        {
            figures._documents = Math.Max(0, field.GetProperty("field_statistics").GetProperty("doc_count").GetInt64());
            foreach (JsonProperty term in field.GetProperty("terms").EnumerateObject())
            {
                figures._records[term.Name] = term.Value.TryGetProperty("doc_freq", out JsonElement frequency) ? frequency.GetInt64() : 0;
            }
        }

        return figures;
    }

    public long Records(string term) => _records.GetValueOrDefault(term);

    /// <summary>Records that hold the word's commonest variant.</summary>
    public long Records(QuestionWord word) => word.Variants.Max(Records);

    public double Idf(QuestionWord word) => Bm25.Idf(Records(word), Math.Max(Records(word), _documents));

    public double Idf(string term) => Bm25.Idf(Records(term), Math.Max(Records(term), _documents));
}
