namespace EvidenceRegistry.FullText;

/// <summary>One search over one view: select, count, order, re-rank the first hundred, choose pages, seal the cursor.</summary>
internal sealed class RecordSearch
{
    private readonly IndexView _view;
    private readonly SearchRequest _request;
    private readonly RankingWeights _weights;
    private readonly Question _question;
    private readonly ReadableFields _readable;
    private readonly IReadOnlyList<SearchFilter> _filters;
    private readonly HashSet<int> _leftOut;
    private readonly HitOrder _order;
    private readonly TermScores _terms;
    private readonly WordWeights _rarity;
    private readonly FoundDocuments? _run;

    public RecordSearch(IndexView view, SearchRequest request, Question question, RankingWeights weights)
    {
        (_view, _request, _question, _weights) = (view, request, question, weights);
        _readable = new ReadableFields(request.Rights);
        _terms = new TermScores(view.Records, view.RecordTerms.Take());
        _rarity = new WordWeights(_terms);
        _run = question.Run is { } run
            ? new FoundDocuments(new RunScan(view.RecordReader, _terms.Seeker, _readable[TextStream.Clusters], run).All())
            : null;
        _filters = SearchFilter.Of(request);
        _leftOut = RecordValues.Documents(view, request.LeftOut);
        _order = new HitOrder(view, request.Sort, request.RaisedAreas, weights, request.ThisYear);
    }

    /// <summary>Only relevance of a question with words has anything to re-rank.</summary>
    private bool ReRanks => _request.Sort == SearchSort.Relevance && _question.HasText;

    /// <summary>The first hits.</summary>
    public SearchAnswer First(Func<SearchCursor, string> seal, CancellationToken cancel)
    {
        int keep = ReRanks ? Math.Max(_weights.ReRanked, _request.Size) : _request.Size;
        SearchPass pass = Run(_question.Words.Count, [], keep, null, cancel);
        int wanted = _question.Words.Count;
        (long holdingAll, bool heldByNone) = (pass.Total, pass.Unfiltered == 0);
        bool tooLittle = ReRanks && Relaxation.FoundTooLittle(_question, _weights, pass.Unfiltered, IsFoundAsTyped());
        IReadOnlyDictionary<string, IReadOnlyList<FacetCount>>? facets = tooLittle ? null : Facets(pass);
        foreach (int fewer in Relaxation.Fewer(wanted, tooLittle && pass.Unfiltered > 0, _weights).TakeWhile(_ => tooLittle || pass.Total == 0))
        {
            SearchPass relaxed = Run(fewer, [], keep, null, cancel);
            facets = FacetSteps.Joined(facets, Facets(relaxed), _request);
            (pass, wanted) = relaxed.Total > 0 ? (relaxed, fewer) : (pass, wanted);
            tooLittle = false;
        }

        IReadOnlyList<RankedHit> ranked = ReRanks ? Rank(pass.Hits) : Plain(pass.Hits);
        int[] letGo = wanted < _question.Words.Count ? Relaxation.LetGo(_terms, _question, _readable, ranked.Select(hit => hit.Doc)) : [];
        RankedHit[] answered = [.. ranked.Take(_request.Size)];
        int[] waiting = [.. ranked.Skip(_request.Size).Select(hit => hit.Doc)];
        SearchCursor? next = waiting.Length > 0 || pass.Behind > pass.Hits.Count
            ? new SearchCursor(_view.Number, QuestionHash.Of(_request), wanted, holdingAll, letGo, pass.Hits[^1], waiting)
            : null;
        return Answer(pass, facets ?? Facets(pass), answered, letGo, next is null ? null : seal(next)) with { HoldingAll = holdingAll, HeldByNone = heldByNone };
    }

    /// <summary>Records that hold every word.</summary>
    public long Total(CancellationToken cancel)
    {
        long total = Run(_question.Words.Count, [], 0, null, cancel).Total;
        _view.RecordTerms.Give(_terms.Seeker);
        return total;
    }

    /// <summary>The hits after a cursor: what still waits of the re-ranked ones, then the plain order.</summary>
    public SearchAnswer After(SearchCursor cursor, Func<SearchCursor, string> seal, CancellationToken cancel)
    {
        SearchPass pass = Run(cursor.Wanted, cursor.Waiting, _request.Size, cursor.Seam, cancel);
        IReadOnlyList<RankedHit> ranked = cursor.Waiting.Count > 0 ? Rank(pass.Found) : [];
        RankedHit[] fromRanked = [.. ranked.Take(_request.Size)];
        int[] waiting = [.. ranked.Skip(_request.Size).Select(hit => hit.Doc)];
        HitKey[] plain = [.. pass.Hits.Take(_request.Size - fromRanked.Length)];
        SearchCursor? next = waiting.Length > 0 || pass.Behind > plain.Length
            ? cursor with { Seam = plain.Length > 0 ? plain[^1] : cursor.Seam, Waiting = waiting }
            : null;
        return Answer(pass, Facets(pass), [.. fromRanked, .. Plain(plain)], cursor.LetGo, next is null ? null : seal(next)) with { HoldingAll = cursor.HoldingAll };
    }

    private bool IsFoundAsTyped() => _run?.Any == true
        || (_question.Identifier.Length > 0 && _terms.Seeker.Frequency(IndexFields.Identifier, _question.Identifier) > 0);

    private SearchPass Run(int wanted, IEnumerable<int> asked, int keep, HitKey? after, CancellationToken cancel)
    {
        FacetCounter[] facets = _request.Facets ? [.. FacetNames.All.Select(Counter)] : [];
        var pass = new SearchPass(_filters, facets, _leftOut, asked, keep, after);
        pass.Run(_view, RecordQuery.Of(_question, _readable, _weights, _terms.Seeker, _run, wanted), _order, cancel);
        return pass;
    }

    private FacetCounter Counter(string facet)
    {
        IReadOnlyList<string> fields = FacetValues.Fields(facet, _request.TagStatuses);
        return new FacetCounter(facet, _view.Facets.Of(fields), fields.Count > 1);
    }

    private IReadOnlyList<RankedHit> Rank(IReadOnlyList<HitKey> hits) =>
        new ScoreSheet(_view, _question, _readable, _order, _weights, _terms, _rarity, _run).Rank(hits, _request.Explain);

    private IReadOnlyList<RankedHit> Plain(IReadOnlyList<HitKey> hits) =>
        [.. hits.Select(hit => new RankedHit(hit.Doc, Score(hit), _request.Explain ? [new ScorePart("words", Score(hit))] : null))];

    private Dictionary<int, PageRef> Pages(IReadOnlyList<RankedHit> hits) =>
        new BestPages(_view, _question, () => new PageScores(_view, _question, _readable, _weights, _rarity), _terms, _rarity).Of(hits);

    private double Score(HitKey hit) => _request.Sort == SearchSort.Relevance ? hit.Score : 0;

    private Dictionary<string, IReadOnlyList<FacetCount>> Facets(SearchPass pass) =>
        pass.Facets.ToDictionary(facet => facet.Facet, facet => facet.Top(_request.MostOf(facet.Facet)), StringComparer.Ordinal);

    private SearchAnswer Answer(SearchPass pass, IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> facets, IReadOnlyList<RankedHit> hits, IReadOnlyList<int> letGo, string? next)
    {
        Dictionary<int, PageRef> pages = _request.Pages ? Pages(hits) : [];
        Dictionary<int, IReadOnlyList<WordMatch>>? words = _request.Explain ? new MatchedWords(_view.Records, _question, _readable, _terms).Of(hits) : null;
        _view.RecordTerms.Give(_terms.Seeker);
        return new SearchAnswer
        {
            Outcome = SearchOutcome.Answered,
            Total = pass.Total,
            Relaxed = letGo.Count == 0 ? null : [.. letGo.Select(word => _question.Words[word].Typed)],
            Hits = [.. hits.Select(hit => new Hit(RecordValues.Id(_view, hit.Doc), hit.Score, pages.TryGetValue(hit.Doc, out PageRef page) ? page : null, hit.Parts, words?[hit.Doc]))],
            Bridges = _question.Bridges,
            Facets = facets,
            Next = next,
        };
    }
}
