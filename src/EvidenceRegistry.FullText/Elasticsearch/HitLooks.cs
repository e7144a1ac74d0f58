using System.Globalization;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>
/// Parts of a question that the server names for each hit it answers, with what they scored. Beside the filters of an answer
/// (<see cref="After"/>) they select nothing and are looked at for the answered hits alone: finding and looking are one request.
/// </summary>
/// <param name="Named">Each with its name.</param>
/// <param name="Computed">What the server works out for each hit, or null.</param>
internal sealed record HitLooks(IReadOnlyList<JsonObject> Named, JsonObject? Computed)
{
    public const string Pairs = "pairs";
    public const string Clusters = "clusters";
    public const string Whole = "whole";

    /// <summary>Hits are not looked at.</summary>
    public static HitLooks None { get; } = new([], null);

    public bool AreNone => Named.Count == 0 && Computed is null;

    /// <summary>Name of a word's clause in a weighted field.</summary>
    public static string Stands(TextField field, int word) => string.Create(CultureInfo.InvariantCulture, $"{IndexFields.Weighted(field)}{word}");

    /// <summary>Name of a word's clause over all texts.</summary>
    public static string Holds(int word) => string.Create(CultureInfo.InvariantCulture, $"h{word}");

    /// <param name="windows">See <see cref="BestWindow"/>; null where none is wanted.</param>
    public static HitLooks Of(Question question, TextClauses text, JsonObject? windows, bool ranked, bool fields, bool holding)
    {
        if (!question.HasText)
        {
            return None;
        }

        var looks = new List<JsonObject>();
        Add(Pairs, ranked ? text.Sum(TextStream.Pairs, question.Pairs) : null);
        Add(Clusters, ranked ? text.Sum(TextStream.Clusters, question.Clusters) : null);
        Add(Whole, ranked && question.Whole is { } whole ? text.Quote(whole) : null);
        QuestionWord[] words = [.. question.AllWords];
        foreach ((int number, QuestionWord word) in words.Index())
        {
            foreach (TextField field in fields ? new[] { TextField.Title, TextField.Abstract } : [])
            {
                Add(Stands(field, number), text.Weighted(word, IndexFields.Weighted(field), 1));
            }

            Add(Holds(number), holding && number < question.Words.Count ? text.Word(word) : null);
        }

        return new HitLooks(looks, windows);

        void Add(string name, JsonObject? look)
        {
            if (look is not null)
            {
                looks.Add(Clause.Named(look, name));
            }
        }
    }

    /// <summary>Filters after counting, these looks beside them; null where there is neither.</summary>
    public JsonObject? After(IReadOnlyList<JsonObject> filters) => filters.Count + Named.Count == 0
        ? null
        : Clause.Bool(filter: filters.Count > 0 ? filters : [Clause.All()], should: Named);

    /// <summary>The question with what is to be worked out for its hits.</summary>
    public JsonObject With(JsonObject body)
    {
        if (Computed is not null)
        {
            body["script_fields"] = Computed;
        }

        return body;
    }
}
