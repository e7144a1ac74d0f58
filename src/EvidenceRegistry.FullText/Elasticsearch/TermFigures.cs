using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>In how many records' open text terms stand: what a word weighs, whoever asks. Removed records count until the server merges, as in the embedded engine.</summary>
/// <param name="records">By term; a term that is not there stands in none.</param>
/// <param name="documents">Records with open text.</param>
internal sealed class TermFigures(IReadOnlyDictionary<string, long> records, long documents)
{
    private static readonly string Open = IndexFields.Text(TextClass.Open, TextStream.Words);

    /// <summary>Asks for all terms of a question at once.</summary>
    public static async Task<TermFigures> OfAsync(ElasticClient client, string index, Question question, CancellationToken cancel)
    {
        (IReadOnlyDictionary<string, long> records, long documents) = await AskAsync(client, index, [.. TermsOf(question)], cancel);
        return new TermFigures(records, documents);
    }

    public static IEnumerable<string> TermsOf(Question question) =>
        question.AllWords.SelectMany(word => word.Variants.Concat(word.Others.SelectMany(form => form.Terms))).Distinct(StringComparer.Ordinal);

    /// <summary>In how many records each term stands, and how many there are.</summary>
    public static async Task<(IReadOnlyDictionary<string, long> Records, long Documents)> AskAsync(
        ElasticClient client, string index, IReadOnlyCollection<string> terms, CancellationToken cancel)
    {
        var records = new Dictionary<string, long>(StringComparer.Ordinal);
        long documents = 0;
        if (terms.Count == 0)
        {
            return (records, documents);
        }

        var body = new JsonObject
        {
            ["doc"] = new JsonObject { [Open] = string.Join(' ', terms) },
            ["fields"] = Clause.List([Open]),
            ["term_statistics"] = true,
            ["field_statistics"] = true,
            ["positions"] = false,
            ["offsets"] = false,
            ["payloads"] = false,
        };
        JsonElement answer = (await client.PostAsync($"{index}/_termvectors", body, cancel)).Taken();
        if (answer.TryGetProperty("term_vectors", out JsonElement vectors) && vectors.TryGetProperty(Open, out JsonElement field))
        {
            documents = Math.Max(0, field.GetProperty("field_statistics").GetProperty("doc_count").GetInt64());
            foreach (JsonProperty term in field.GetProperty("terms").EnumerateObject())
            {
                records[term.Name] = term.Value.TryGetProperty("doc_freq", out JsonElement frequency) ? frequency.GetInt64() : 0;
            }
        }

        return (records, documents);
    }

    public long Records(string term) => records.GetValueOrDefault(term);

    /// <summary>Records that hold the word's commonest variant.</summary>
    public long Records(QuestionWord word) => word.Variants.Max(Records);

    public double Idf(QuestionWord word) => Bm25.Idf(Records(word), Math.Max(Records(word), documents));

    public double Idf(string term) => Bm25.Idf(Records(term), Math.Max(Records(term), documents));
}
