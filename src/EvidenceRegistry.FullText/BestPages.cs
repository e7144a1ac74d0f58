using System.Diagnostics.CodeAnalysis;

namespace EvidenceRegistry.FullText;

/// <summary>
/// The page that answers best, for each hit of an answer; none where the abstract holds as much of the question, or the title more:
/// the title is shown with every hit, so an equal page says more.
/// </summary>
internal sealed class BestPages(IndexView view, Question question, Func<PageScores> scores, TermScores terms, WordWeights rarity)
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
        if (docs.Count == 0)
        {
            return best;
        }

        PageScores pages = scores();
        Dictionary<string, IReadOnlyList<PagePick>> picks = pages.Of(docs.Keys.ToDictionary(id => id, pages.Pages, StringComparer.Ordinal));
        pages.Done();
        int[] ordered = [.. docs.Values.Order()];
        double[] titles = Held(TextField.Title, ordered);
        double[] abstracts = Held(TextField.Abstract, ordered);
        foreach ((string id, int doc) in docs)
        {
            int at = Array.BinarySearch(ordered, doc);
            if (TryPick(picks[id], titles[at], abstracts[at], out PagePick page))
            {
                best[doc] = PageValues.Ref(view, page.Doc);
            }
        }

        return best;
    }

    private bool TryPick(IReadOnlyList<PagePick> all, double title, double summary, [NotNullWhen(true)] out PagePick page)
    {
        page = PageScores.InOrder(all).FirstOrDefault();
        return all.Count > 0 && Answers(question, page.Quotes, page.Whole, page.Weight, title, summary);
    }

    /// <summary>Whether a record's best page is worth naming.</summary>
    /// <param name="quotes">Quotations that stand on it.</param>
    /// <param name="whole">The question stands on it as typed.</param>
    /// <param name="weight">Of the question's words on the page; <paramref name="title"/> and <paramref name="summary"/> alike.</param>
    public static bool Answers(Question question, int quotes, bool whole, double weight, double title, double summary) => question.Quotes.Count > 0
        ? quotes >= question.Quotes.Count
        : whole || (weight > summary + Same && weight >= title - Same);

    /// <summary>Weight of the question's words that the field holds, by document.</summary>
    private double[] Held(TextField field, int[] docs)
    {
        ReadableField[] shown = [new(IndexFields.Weighted(field), "")];
        var held = new double[docs.Length];
        foreach (QuestionWord word in question.AllWords)
        {
            double idf = rarity.Of(word);
            double[] found = terms.Best(shown, word, 1, docs);
            for (int i = 0; i < docs.Length; i++)
            {
                held[i] += found[i] > 0 ? idf : 0;
            }
        }

        return held;
    }
}
