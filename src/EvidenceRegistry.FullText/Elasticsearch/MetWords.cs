using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>Says for the hits of an answer which words of the question they meet, how, and where; the counterpart of <see cref="MatchedWords"/>.</summary>
internal sealed class MetWords(ElasticView view, Question question, TextClauses text)
{
    private static readonly TextField[] Fields = [TextField.Title, TextField.Abstract, TextField.Keywords, TextField.Targets];

    private readonly QuestionWord[] _words = [.. question.Words.Concat(question.QuotedWords)];

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<WordMatch>>> OfAsync(IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var looks = new List<JsonObject>();
        foreach ((int number, QuestionWord word) in _words.Index())
        {
            foreach ((string name, JsonObject look) in Looks(word))
            {
                looks.Add(Clause.Named(look, Name(number, name)));
            }
        }

        var body = new JsonObject
        {
            ["size"] = ids.Count,
            ["track_total_hits"] = false,
            ["stored_fields"] = ElasticFields.NoStored,
            ["docvalue_fields"] = Clause.List([IndexFields.Id]),
            ["sort"] = Clause.List(["_doc"]),
            ["query"] = Clause.Bool(filter: [Clause.AnyOf(IndexFields.Id, ids)], should: looks),
        };
        JsonElement answer = ids.Count == 0 ? default : await view.KeptAsync(body, cancel);
        return ids.Count == 0 ? new Dictionary<string, IReadOnlyList<WordMatch>>() : answer.GetProperty("hits").GetProperty("hits").EnumerateArray().ToDictionary(
            hit => hit.GetProperty("fields").GetProperty(IndexFields.Id)[0].GetString()!,
            hit => (IReadOnlyList<WordMatch>)[.. Read(hit)],
            StringComparer.Ordinal);
    }

    /// <summary>Every way to meet a word, and every field where it may be met so.</summary>
    private IEnumerable<(string Name, JsonObject Look)> Looks(QuestionWord word)
    {
        yield return ("", text.Typed(word));
        foreach (TextField field in Fields)
        {
            yield return ($".{field}", Clause.Best([.. word.Variants.Select(variant => Clause.Term(IndexFields.Weighted(field), variant))]));
        }

        if (word.Year is { } year)
        {
            yield return ("y", Clause.Term(IndexFields.Facet(FacetNames.Year), year));
        }

        foreach ((int other, BridgedForm form) in word.Others.Index())
        {
            yield return (Other(other), Clause.Any([.. text.Words.Select(field => TextClauses.Form(form, field))]));
            foreach (TextField field in Fields)
            {
                yield return ($"{Other(other)}.{field}", TextClauses.All(form, IndexFields.Weighted(field), 1));
            }
        }
    }

    private IEnumerable<WordMatch> Read(JsonElement hit)
    {
        JsonElement met = hit.TryGetProperty("matched_queries", out JsonElement names) ? names : default;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((int number, QuestionWord word) in _words.Index())
        {
            if (Is(number, ""))
            {
                seen.Add(word.Typed);
                yield return new WordMatch(word.Typed, null, Where(number, ""));
            }

            if (word.Year is { } year && Is(number, "y") && seen.Add(word.Typed))
            {
                yield return new WordMatch(word.Typed, year, [TextField.Other]);
            }

            foreach ((int other, BridgedForm form) in word.Others.Index())
            {
                if (Is(number, Other(other)) && seen.Add(word.Typed))
                {
                    yield return new WordMatch(word.Typed, form.Text, Where(number, Other(other)));
                }
            }
        }

        bool Is(int number, string way) => met.ValueKind == JsonValueKind.Object && met.TryGetProperty(Name(number, way), out _);

        IReadOnlyList<TextField> Where(int number, string way) =>
            Fields.Where(field => Is(number, $"{way}.{field}")).ToArray() is { Length: > 0 } where ? where : [TextField.Other];
    }

    private static string Other(int number) => string.Create(CultureInfo.InvariantCulture, $"o{number}");

    private static string Name(int number, string way) => string.Create(CultureInfo.InvariantCulture, $"{number}:{way}");
}
