using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>Queries of the server's language, as few forms as this project needs.</summary>
internal static class Clause
{
    public static JsonArray List(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];

    public static JsonObject All() => new() { ["match_all"] = new JsonObject() };

    public static JsonObject Term(string field, string value, double boost = 1) =>
        new() { ["term"] = new JsonObject { [field] = boost.Equals(1d) ? new JsonObject { ["value"] = value } : new JsonObject { ["value"] = value, ["boost"] = boost } } };

    public static JsonObject AnyOf(string field, IEnumerable<string> values) => new() { ["terms"] = new JsonObject { [field] = List(values) } };

    /// <summary>Ready tokens one after the other.</summary>
    public static JsonObject Phrase(string field, IEnumerable<string> terms, double boost = 1) =>
        new() { ["match_phrase"] = new JsonObject { [field] = new JsonObject { ["query"] = string.Join(' ', terms), ["boost"] = boost } } };

    public static JsonObject Prefix(string field, string value) => new() { ["prefix"] = new JsonObject { [field] = new JsonObject { ["value"] = value } } };

    public static JsonObject Constant(JsonNode query, double value) => new() { ["constant_score"] = new JsonObject { ["filter"] = query, ["boost"] = value } };

    /// <summary>The best of several; one alone stands for itself.</summary>
    public static JsonObject Best(IReadOnlyList<JsonObject> ways) =>
        ways.Count == 1 ? ways[0] : new JsonObject { ["dis_max"] = new JsonObject { ["queries"] = new JsonArray([.. ways]), ["tie_breaker"] = 0 } };

    /// <summary>Any of several, their scores added.</summary>
    public static JsonObject Any(IReadOnlyList<JsonObject> ways) => Bool(should: ways, wanted: 1);

    public static JsonObject Bool(
        IReadOnlyList<JsonObject>? must = null, IReadOnlyList<JsonObject>? should = null, IReadOnlyList<JsonObject>? filter = null, IReadOnlyList<JsonObject>? mustNot = null, int wanted = 0)
    {
        var parts = new JsonObject();
        Add(parts, "must", must);
        Add(parts, "should", should);
        Add(parts, "filter", filter);
        Add(parts, "must_not", mustNot);
        if (should is { Count: > 0 })
        {
            parts["minimum_should_match"] = wanted;
        }

        return new JsonObject { ["bool"] = parts };
    }

    public static JsonObject Named(JsonObject query, string name)
    {
        var wrapped = Bool(should: [query], wanted: 1);
        wrapped["bool"]!["_name"] = name;
        return wrapped;
    }

    private static void Add(JsonObject to, string occur, IReadOnlyList<JsonObject>? clauses)
    {
        if (clauses is { Count: > 0 })
        {
            to[occur] = new JsonArray([.. clauses]);
        }
    }
}
