namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>One search over one view: select, count, order, re-rank the first hundred, choose pages, seal the cursor; the counterpart of <see cref="RecordSearch"/>.</summary>
internal sealed class ElasticRecordSearch
{
    private readonly ElasticView _view;
    private readonly SearchRequest _request;
    private readonly RankingWeights _weights;
    private readonly Question _question;
    private readonly RecordClauses _clauses;
    private readonly FacetClauses _counted;
    private readonly HitDetails _details;
    private readonly MetWords _met;
    private readonly HashSet<string> _ranked = new(StringComparer.Ordinal);

    public ElasticRecordSearch(ElasticView view, SearchRequest request, FacetClauses counted, Question question, RankingWeights weights, TermFigures figures)
    {
        (_view, _request, _counted, _question, _weights) = (view, request, counted, question, weights);
        double scale = 1 + weights.K1;
        var text = new TextClauses(new ReadableFields(request.Rights), weights, figures);
        _clauses = new RecordClauses(question, text, request, weights, scale);
        _details = new HitDetails(view, question, text, weights, figures, scale);
        _met = new MetWords(view, question, text);
    }

    /// <summary>Only relevance of a question with words has anything to re-rank.</summary>
    private bool ReRanks => _request.Sort == SearchSort.Relevance && _question.HasText;

    /// <summary>The first hits.</summary>
    public async Task<SearchAnswer> FirstAsync(Func<ElasticCursor, string> seal, CancellationToken cancel)
    {
        int keep = ReRanks ? Math.Max(_weights.ReRanked, _request.Size) : _request.Size;
        int wanted = _question.Words.Count;
        ElasticPass pass = await RunAsync(wanted, keep, null, cancel);
        (long holdingAll, bool heldByNone) = (pass.Total, pass.Unfiltered == 0);
        bool tooLittle = ReRanks && Relaxation.FoundTooLittle(_question, _weights, pass.Unfiltered, asTyped: false)
            && !await ElasticPass.StandsAsync(_view, _clauses, _request.LeftOut, cancel);
        IReadOnlyDictionary<string, IReadOnlyList<FacetCount>>? facets = tooLittle ? null : pass.Facets;
        foreach (int fewer in Relaxation.Fewer(wanted, tooLittle && pass.Unfiltered > 0, _weights))
        {
            if (!tooLittle && pass.Total > 0)
            {
                break;
            }

            ElasticPass relaxed = await RunAsync(fewer, keep, null, cancel);
            facets = FacetSteps.Joined(facets, relaxed.Facets, _request);
            (pass, wanted) = relaxed.Total > 0 ? (relaxed, fewer) : (pass, wanted);
            tooLittle = false;
        }

        pass = pass with { Facets = facets ?? pass.Facets };
        IReadOnlyList<(ElasticHit Hit, double Score)> ordered = ReRanks ? await RankAsync(pass.Hits, wanted < _question.Words.Count, cancel) : Plain(pass.Hits);
        int[] letGo = wanted < _question.Words.Count ? ordered.Select(hit => _details.Lacking(hit.Hit.Id)).FirstOrDefault(lacking => lacking.Length > 0, []) : [];
        uint[] waiting = [.. ordered.Skip(_request.Size).Select(hit => ElasticCursor.Mark(hit.Hit.Id))];
        ElasticCursor? next = waiting.Length > 0 || pass.Total > pass.Hits.Count
            ? new ElasticCursor(_view.Id, 0, QuestionHash.Of(_request), wanted, holdingAll, _request.LeftOut.Count, letGo, pass.Hits[^1].Sort, waiting)
            : null;
        return await AnswerAsync(pass, [.. ordered.Take(_request.Size)], letGo, holdingAll, next is null ? null : seal(next), cancel) with { HeldByNone = heldByNone };
    }

    /// <summary>Records that hold every word.</summary>
    public async Task<long> TotalAsync(CancellationToken cancel) => (await RunAsync(_question.Words.Count, 0, null, cancel)).Total;

    /// <summary>The hits after a cursor: what still waits of the re-ranked ones, then the plain order.</summary>
    public async Task<SearchAnswer> AfterAsync(ElasticCursor cursor, Func<ElasticCursor, string> seal, CancellationToken cancel)
    {
        IReadOnlyList<ElasticHit> waiting = cursor.Waiting.Count > 0 ? await WaitingAsync(cursor, cancel) : [];
        ElasticHit[] fromRanked = [.. waiting.Take(_request.Size)];
        int wanted = _request.Size - fromRanked.Length;
        ElasticPass pass = await RunAsync(cursor.Wanted, wanted + 1, cursor.Seam, cancel);
        ElasticHit[] plain = [.. pass.Hits.Take(wanted)];
        ElasticCursor? next = waiting.Count > fromRanked.Length || pass.Hits.Count > wanted
            ? cursor with { Seam = plain.Length > 0 ? plain[^1].Sort : cursor.Seam, Waiting = [.. waiting.Skip(fromRanked.Length).Select(hit => ElasticCursor.Mark(hit.Id))] }
            : null;
        var scores = (await RankAsync(fromRanked, false, cancel)).ToDictionary(hit => hit.Hit.Id, hit => hit.Score, StringComparer.Ordinal);
        return await AnswerAsync(
            pass, [.. fromRanked.Select(hit => (hit, scores[hit.Id])), .. Plain(plain)], cursor.LetGo, cursor.HoldingAll, next is null ? null : seal(next), cancel);
    }

    /// <summary>The re-ranked records in the order the first answer gave them, those left out since apart.</summary>
    private async Task<IReadOnlyList<ElasticHit>> WaitingAsync(ElasticCursor cursor, CancellationToken cancel)
    {
        int keep = _weights.ReRanked + cursor.LeftOut;
        ElasticPass first = await ElasticPass.RunAsync(_view, _clauses, _counted, HitLooks.None, _request, cursor.Wanted, [], Math.Max(keep, cursor.Waiting.Count + _request.Size + cursor.LeftOut), null, false, cancel);
        var byMark = first.Hits.GroupBy(hit => ElasticCursor.Mark(hit.Id)).ToDictionary(same => same.Key, same => same.First());
        return [.. cursor.Waiting.Select(mark => byMark.GetValueOrDefault(mark)).OfType<ElasticHit>().Where(hit => !_request.LeftOut.Contains(hit.Id))];
    }

    /// <summary>One pass, its hits looked at as it finds them.</summary>
    private async Task<ElasticPass> RunAsync(int wanted, int keep, string? after, CancellationToken cancel)
    {
        HitLooks looks = keep == 0 ? HitLooks.None : _details.Looks(ReRanks && after is null, _request.Pages, wanted < _question.Words.Count);
        ElasticPass pass = await ElasticPass.RunAsync(_view, _clauses, _counted, looks, _request, wanted, _request.LeftOut, keep, after, _request.Facets, cancel);
        _details.Take(looks.AreNone ? [] : pass.Hits);
        return pass;
    }

    private async Task<IReadOnlyList<(ElasticHit Hit, double Score)>> RankAsync(IReadOnlyList<ElasticHit> hits, bool holding, CancellationToken cancel)
    {
        await _details.AskAsync(hits, ranked: true, holding, _request.Pages || _details.Windows, cancel);
        _ranked.UnionWith(hits.Select(hit => hit.Id));
        return
        [
            .. hits.Select(hit => (Hit: hit, Score: _details.Parts(hit, _request).Score(hit.Score)))
                .OrderByDescending(hit => hit.Score)
                .ThenBy(hit => hit.Hit.Id, StringComparer.Ordinal),
        ];
    }

    private IReadOnlyList<(ElasticHit Hit, double Score)> Plain(IReadOnlyList<ElasticHit> hits) =>
        [.. hits.Select(hit => (hit, _request.Sort == SearchSort.Relevance ? hit.Score : 0))];

    private async Task<SearchAnswer> AnswerAsync(
        ElasticPass pass, IReadOnlyList<(ElasticHit Hit, double Score)> hits, IReadOnlyList<int> letGo, long holdingAll, string? next, CancellationToken cancel)
    {
        await _details.AskAsync([.. hits.Select(hit => hit.Hit)], ranked: false, holding: false, _request.Pages, cancel);
        IReadOnlyDictionary<string, IReadOnlyList<WordMatch>>? words = _request.Explain ? await _met.OfAsync([.. hits.Select(hit => hit.Hit.Id)], cancel) : null;
        return new SearchAnswer
        {
            Outcome = SearchOutcome.Answered,
            Total = pass.Total,
            HoldingAll = holdingAll,
            Relaxed = letGo.Count == 0 ? null : [.. letGo.Select(word => _question.Words[word].Typed)],
            Hits = [.. hits.Select(hit => new Hit(hit.Hit.Id, hit.Score, _request.Pages ? _details.Page(hit.Hit.Id) : null, Explained(hit.Hit, hit.Score), words?.GetValueOrDefault(hit.Hit.Id)))],
            Bridges = _question.Bridges,
            Facets = pass.Facets,
            Next = next,
        };
    }

    private IReadOnlyList<ScorePart>? Explained(ElasticHit hit, double score) => !_request.Explain ? null
        : _ranked.Contains(hit.Id) ? _details.Parts(hit, _request).Named(hit.Score)
        : [new ScorePart("words", score)];
}
