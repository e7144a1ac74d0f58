using Lucene.Net.Search;

namespace EvidenceRegistry.FullText;

/// <summary>Says for the hits of an answer which words of the question they meet, how, and where. For explanations only.</summary>
internal sealed class MatchedWords(IndexSearcher searcher, Question question, ReadableFields readable, TermScores terms)
{
    private static readonly TextField[] Named = [TextField.Title, TextField.Abstract, TextField.Keywords, TextField.Targets];

    private readonly TextQueries _queries = new(readable, terms.Seeker);

    /// <summary>Per document, the question's words in their order; the typed word where it is met, else the other way that is.</summary>
    public Dictionary<int, IReadOnlyList<WordMatch>> Of(IReadOnlyList<RankedHit> hits)
    {
        int[] docs = [.. hits.Select(hit => hit.Doc).Order()];
        var found = docs.ToDictionary(doc => doc, _ => new List<WordMatch>());
        foreach (QuestionWord word in question.Words.Concat(question.QuotedWords))
        {
            bool[] open = [.. Typed(readable[TextStream.Words], word, docs)];
            Add(found, docs, word, null, open, Named.Select(field => (field, Typed([new ReadableField(IndexFields.Weighted(field), "")], word, docs))));
            if (word.Year is { } year)
            {
                bool[] inYear = [.. terms.Best([new ReadableField(IndexFields.Facet(FacetNames.Year), "")], [year], docs)
                    .Select((score, at) => score > 0 && !found[docs[at]].Any(match => match.Typed == word.Typed))];
                Add(found, docs, word, year, inYear, []);
            }

            foreach (BridgedForm form in word.Others)
            {
                bool[] met = [.. Holds(form, docs).Select((held, at) => held && !found[docs[at]].Any(match => match.Typed == word.Typed))];
                Add(found, docs, word, form.Text, met, Named.Select(field => (field, All(field, form, docs))));
            }
        }

        return found.ToDictionary(one => one.Key, one => (IReadOnlyList<WordMatch>)one.Value);
    }

    private static void Add(
        Dictionary<int, List<WordMatch>> found, int[] docs, QuestionWord word, string? by, bool[] met, IEnumerable<(TextField Field, bool[] Held)> fields)
    {
        (TextField Field, bool[] Held)[] all = met.Any(one => one) ? [.. fields] : [];
        for (int i = 0; i < docs.Length; i++)
        {
            if (met[i])
            {
                TextField[] where = [.. all.Where(field => field.Held[i]).Select(field => field.Field)];
                found[docs[i]].Add(new WordMatch(word.Typed, by, where.Length > 0 ? where : [TextField.Other]));
            }
        }
    }

    private bool[] Typed(IReadOnlyList<ReadableField> fields, QuestionWord word, int[] docs) =>
        [.. terms.Best(fields, word.Variants, docs).Select(score => score > 0)];

    private bool[] Holds(BridgedForm form, int[] docs)
    {
        var held = new bool[docs.Length];
        foreach (ReadableField field in readable[TextStream.Words])
        {
            bool[] here = Holding.Of(searcher, _queries.Form(form, field), docs);
            for (int i = 0; i < docs.Length; i++)
            {
                held[i] |= here[i];
            }
        }

        return held;
    }

    private bool[] All(TextField field, BridgedForm form, int[] docs)
    {
        var held = Enumerable.Repeat(true, docs.Length).ToArray();
        foreach (string term in form.Terms)
        {
            double[] one = terms.Best([new ReadableField(IndexFields.Weighted(field), "")], [term], docs);
            for (int i = 0; i < docs.Length; i++)
            {
                held[i] &= one[i] > 0;
            }
        }

        return held;
    }
}
