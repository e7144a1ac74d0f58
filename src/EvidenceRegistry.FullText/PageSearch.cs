namespace EvidenceRegistry.FullText;

/// <summary>All pages of one record that match, best first.</summary>
internal sealed class PageSearch
{
    private readonly IndexView _view;
    private readonly PagesRequest _request;
    private readonly Question _question;
    private readonly RankingWeights _weights;
    private readonly TermScores _records;
    private readonly PageScores _scores;

    public PageSearch(IndexView view, PagesRequest request, Question question, RankingWeights weights)
    {
        (_view, _request, _question, _weights) = (view, request, question, weights);
        _records = new TermScores(view.Records, view.RecordTerms.Take());
        _scores = new PageScores(view, question, new ReadableFields(request.Rights), weights, new WordWeights(_records));
    }

    /// <summary>In a fixed order for the same view and question: a cursor is a number of pages to skip.</summary>
    public IReadOnlyList<PageRef> All()
    {
        PagePick[] pages = [.. Matching(NotExcluded(_scores.Of(_request.Id)))];
        _scores.Done();
        _view.RecordTerms.Give(_records.Seeker);
        return [.. PageScores.InOrder(pages).Select(page => PageValues.Ref(_view, page.Doc))];
    }

    /// <summary>
    /// With quotations, the pages that hold one; else the pages with all words, or where no page has all, those with the
    /// share that records must hold, or any.
    /// </summary>
    private IEnumerable<PagePick> Matching(IReadOnlyList<PagePick> pages)
    {
        if (_question.Quotes.Count > 0)
        {
            return pages.Where(page => page.Quotes > 0);
        }

        return Relaxation.Steps(_question.Words.Count, _weights)
            .Where(wanted => wanted > 0)
            .Select(wanted => pages.Where(page => page.Held >= wanted))
            .FirstOrDefault(found => found.Any(), []);
    }

    private IReadOnlyList<PagePick> NotExcluded(IReadOnlyList<PagePick> pages)
    {
        int[] docs = [.. pages.Select(page => page.Doc).Order()];
        var queries = new TextQueries(new ReadableFields(_request.Rights), _scores.Seeker);
        var excluded = new HashSet<int>();
        foreach (QuestionExclusion exclusion in _question.Excluded)
        {
            bool[] holds = _scores.Matches(queries.Excluded(exclusion), docs);
            excluded.UnionWith(docs.Where((_, i) => holds[i]));
        }

        return [.. pages.Where(page => !excluded.Contains(page.Doc))];
    }
}
