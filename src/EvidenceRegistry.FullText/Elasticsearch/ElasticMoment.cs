using System.Collections.Concurrent;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>A moment of the records (<see cref="ElasticView"/>) and in how many of them terms stand, each asked of the server once.</summary>
/// <param name="live">The generation it is of.</param>
/// <param name="state">Of the index, as those know it who share the moment; null: one search has it alone.</param>
internal sealed class ElasticMoment(ElasticClient client, ElasticNames names, TimeSpan keep, GenerationMeta live, string? state, long since)
{
    /// <summary>Terms whose figures are kept; with more the moment is over.</summary>
    private const int MostTerms = 100_000;

    private readonly ConcurrentDictionary<string, long> _records = new(StringComparer.Ordinal);

    // Whoever comes first opens it for all: its going away must not end that.
    private readonly Lazy<Task<ElasticView>> _opening = new(() => ElasticView.OpenAsync(client, names, names.Records, keep, CancellationToken.None));
    private long _documents;

    // To count a dictionary that many threads write would stop them all.
    private int _terms;

    public GenerationMeta Live => live;

    public string? State => state;

    /// <summary>When it began, by the clock of who keeps it.</summary>
    public long Since => since;

    /// <summary>Searches that use it now; counted by who keeps it.</summary>
    public int Users { get; set; }

    /// <summary>What a cursor was given on; null: none was.</summary>
    public ElasticView? Cursors { get; set; }

    /// <summary>It could not be opened, or holds enough.</summary>
    public bool IsOver => Volatile.Read(ref _terms) > MostTerms || (_opening.IsValueCreated && _opening.Value is { IsCompleted: true, IsCompletedSuccessfully: false });

    public Task<ElasticView> ViewAsync(CancellationToken cancel) => _opening.Value.WaitAsync(cancel);

    /// <summary>For all terms of a question.</summary>
    public async Task<TermFigures> FiguresAsync(Question question, CancellationToken cancel)
    {
        string[] unknown = [.. TermFigures.TermsOf(question).Where(term => !_records.ContainsKey(term))];
        if (unknown.Length > 0)
        {
            (IReadOnlyDictionary<string, long> records, long documents) = await TermFigures.AskAsync(client, names.Records, unknown, cancel);
            Volatile.Write(ref _documents, documents);
            foreach (string term in unknown)
            {
                if (_records.TryAdd(term, records.GetValueOrDefault(term)))
                {
                    Interlocked.Increment(ref _terms);
                }
            }
        }

        return new TermFigures(_records, Volatile.Read(ref _documents));
    }

    /// <summary>As <see cref="ElasticView.LetGoAsync"/>.</summary>
    public async Task LetGoAsync()
    {
        if (!_opening.IsValueCreated)
        {
            return;
        }

        ElasticView view;
        try
        {
            view = await _opening.Value;
        }
        catch (IndexUnavailableException)
        {
            // It was never opened: whoever asked for it has heard.
            return;
        }

        await view.LetGoAsync();
    }
}
