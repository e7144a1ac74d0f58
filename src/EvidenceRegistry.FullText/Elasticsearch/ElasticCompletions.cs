using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>What could follow what is typed; the counterpart of <see cref="Completions"/>, with counts of records that are there now.</summary>
internal sealed class ElasticCompletions(ElasticClient client, ElasticNames names, TextAnalysis analysis, IReadOnlyCollection<string> leftOut)
{
    private const string Values = "values";

    /// <summary>Signs of the server's expression language.</summary>
    private const string Signs = ".?+*|{}[]()\"\\#@&<>~^$-";

    public async Task<IReadOnlyList<string>> OfAsync(string typed, int size, CancellationToken cancel)
    {
        string folded = CompletionKey.Fold(typed);
        if (folded.Length is 0 or > Completions.LongestTyped)
        {
            return [];
        }

        Task<IReadOnlyList<string>> titles = ValuesAsync(IndexFields.Completion, folded, size, 1, byCount: false, cancel);
        string shown = typed.TrimStart();
        var words = new List<string>();
        foreach (int start in Completions.Beginnings(shown, analysis))
        {
            IReadOnlyList<string> found = await ValuesAsync(IndexFields.Vocabulary, CompletionKey.Fold(shown[start..]), size + 1, Completions.Frequent, byCount: true, cancel);
            words.AddRange(found.Where(word => word.Length > shown.Length - start).Select(word => shown[..start] + word));
        }

        return [.. words.Take((size + 1) / 2).Concat((await titles).Select(CompletionKey.Title)).Distinct(StringComparer.Ordinal).Take(size)];
    }

    private async Task<IReadOnlyList<string>> ValuesAsync(string field, string beginning, int size, int least, bool byCount, CancellationToken cancel)
    {
        var body = new JsonObject
        {
            ["size"] = 0,
            ["track_total_hits"] = false,
            ["query"] = Clause.Bool(filter: [Clause.Prefix(field, beginning)], mustNot: leftOut.Count == 0 ? [] : [Clause.AnyOf(IndexFields.Id, leftOut)]),
            ["aggs"] = new JsonObject
            {
                [Values] = new JsonObject
                {
                    ["terms"] = new JsonObject
                    {
                        ["field"] = field,
                        ["include"] = $"{Escaped(beginning)}(.|\n)*",
                        ["size"] = size,
                        ["min_doc_count"] = least,
                        ["order"] = byCount ? new JsonArray(new JsonObject { ["_count"] = "desc" }, new JsonObject { ["_key"] = "asc" }) : new JsonObject { ["_key"] = "asc" },
                    },
                },
            },
        };
        JsonElement answer = (await client.PostAsync($"{names.Records}/_search", body, cancel)).Taken();
        return [.. answer.GetProperty("aggregations").GetProperty(Values).GetProperty("buckets").EnumerateArray().Select(bucket => bucket.GetProperty("key").GetString()!)];
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (char sign in text)
        {
            escaped.Append(Signs.Contains(sign, StringComparison.Ordinal) ? "\\" : "").Append(sign);
        }

        return escaped.ToString();
    }
}
