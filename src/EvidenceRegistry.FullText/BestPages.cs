using System.Diagnostics.CodeAnalysis;

namespace EvidenceRegistry.FullText;

/// <summary>The page that answers best, for each hit of an answer; none where title or abstract hold as much of the question.</summary>
internal sealed class BestPages(IndexView view, Question question, PageScores pages, TermScores terms, WordWeights rarity)
{
    /// <summary>Weights are sums of logarithms; differences below this are rounding.</summary>
    private const double Same = 1e-6;

    public Dictionary<int, PageRef> Of(IReadOnlyList<RankedHit> hits)
    {
        var best = new Dictionary<int, PageRef>();
        if (!question.HasText)
        {
            return best;
        }

        Dictionary<string, int> docs = hits.Where(hit => RecordValues.PageCount(view, hit.Doc) > 0).ToDictionary(hit => RecordValues.Id(view, hit.Doc), hit => hit.Doc, StringComparer.Ordinal);
        Dictionary<string, IReadOnlyList<PagePick>> picks = pages.Of(docs.Keys.ToDictionary(id => id, pages.Pages, StringComparer.Ordinal));
        int[] ordered = [.. docs.Values.Order()];
        double[] heads = Heads(ordered);
        foreach ((string id, int doc) in docs)
        {
            if (TryPick(picks[id], heads[Array.BinarySearch(ordered, doc)], out PagePick page))
            {
                best[doc] = PageValues.Ref(view, page.Doc);
            }
        }

        return best;
    }

    private bool TryPick(IReadOnlyList<PagePick> all, double head, [NotNullWhen(true)] out PagePick page)
    {
        page = PageScores.InOrder(all).FirstOrDefault();
        if (all.Count == 0 || (question.Quotes.Count > 0 && page.Quotes < question.Quotes.Count))
        {
            return false;
        }

        return question.Quotes.Count > 0 || page.Weight > head + Same;
    }

    /// <summary>Weight of the question's words that title and abstract hold, by document.</summary>
    private double[] Heads(int[] docs)
    {
        ReadableField[] shown = [new(IndexFields.Weighted(TextField.Title), ""), new(IndexFields.Weighted(TextField.Abstract), "")];
        var heads = new double[docs.Length];
        foreach (QuestionWord word in question.AllWords)
        {
            double idf = rarity.Of(word);
            double[] found = terms.Best(shown, word.Variants, docs);
            for (int i = 0; i < docs.Length; i++)
            {
                heads[i] += found[i] > 0 ? idf : 0;
            }
        }

        return heads;
    }
}
