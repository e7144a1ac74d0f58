using Lucene.Net.Index;
using Lucene.Net.Search;

namespace EvidenceRegistry.FullText;

/// <summary>Words and quotations as Lucene queries over the fields that one reader may read.</summary>
/// <param name="terms">Of the index that is asked.</param>
internal sealed class TextQueries(ReadableFields readable, TermSeeker terms)
{
    /// <summary>Scores by the best of the word's variants in the best of the fields.</summary>
    public Query Word(QuestionWord word)
    {
        Query[] ways =
        [
            .. from field in readable[TextStream.Words]
               from variant in word.Variants
               select terms.Query(field.Name, field.Prefix + variant),
        ];
        return AnyQuery.Best(ways);
    }

    /// <summary>The form's words one after the other in one field.</summary>
    public Query Form(BridgedForm form, ReadableField field)
    {
        if (form.Terms.Count == 1)
        {
            return terms.Query(field.Name, field.Prefix + form.Terms[0]);
        }

        var phrase = new PhraseQuery();
        foreach (string term in form.Terms)
        {
            phrase.Add(new Term(field.Name, field.Prefix + term));
        }

        return phrase;
    }

    /// <summary>Selects, adds nothing to the score.</summary>
    public Query Quote(Quote quote)
    {
        var any = new BooleanQuery();
        foreach (ReadableField field in readable[TextStream.Clusters])
        {
            any.Add(Quote(quote, field), Occur.SHOULD);
        }

        return any.Clauses.Count == 1 ? any.Clauses[0].Query : any;
    }

    public Query Excluded(QuestionExclusion excluded) => excluded.Run is { } run ? Quote(run) : Word(excluded.Word!);

    private static Query Quote(Quote quote, ReadableField field)
    {
        if (quote.IsPrefix)
        {
            return new PrefixQuery(new Term(field.Name, field.Prefix + quote.Terms[0]))
            {
                Boost = 0,
                MultiTermRewriteMethod = MultiTermQuery.CONSTANT_SCORE_FILTER_REWRITE,
            };
        }

        if (quote.Terms.Count == 1)
        {
            return new TermQuery(new Term(field.Name, field.Prefix + quote.Terms[0])) { Boost = 0 };
        }

        var phrase = new PhraseQuery { Boost = 0 };
        foreach (int place in RunScan.Places(quote))
        {
            phrase.Add(new Term(field.Name, field.Prefix + quote.Terms[place]), place);
        }

        return phrase;
    }
}
