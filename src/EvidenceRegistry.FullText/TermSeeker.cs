using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Looks many terms up in one reader. Opening a segment's term list costs more than a look-up in it, so each is opened once
/// and kept for the searches that follow (<see cref="TermSeekers"/>); where a term stands is kept too, since one search asks for each of its words several
/// times (how rare it is, what holds it, how the first hits score by it). For one thread at a time.
/// </summary>
internal sealed class TermSeeker
{
    /// <summary>Terms whose places are kept, absent ones included; then all are forgotten.</summary>
    private const int Kept = 2000;

    private readonly Dictionary<(string Field, string Term), (TermState?[] Places, long Frequency)> _found = [];
    private readonly int _size;
    private readonly IList<AtomicReaderContext> _leaves;
    private readonly Dictionary<string, TermsEnum?[]> _lists = new(StringComparer.Ordinal);
    private readonly FrequentTerms?[] _frequent;
    private readonly DocsEnum?[] _docs;
    private readonly DocsAndPositionsEnum?[] _positions;
    private readonly BytesRef _bytes = new();

    public TermSeeker(IndexReader reader)
    {
        _size = reader.MaxDoc;
        _leaves = reader.Leaves;
        _frequent = [.. _leaves.Select(leaf => FrequentTerms.Of(leaf.AtomicReader))];
        _docs = new DocsEnum?[_leaves.Count];
        _positions = new DocsAndPositionsEnum?[_leaves.Count];
    }

    /// <summary>Documents of the whole view, deleted ones included until a merge.</summary>
    public int Size => _size;

    /// <summary>Documents that hold the term, deleted ones included until a merge.</summary>
    public long Frequency(string field, string term) => Find(field, term).Frequency;

    /// <summary>By segment, the documents of the term with their frequencies, or null; good until the next look-up here.</summary>
    /// <param name="frequency">As <see cref="Frequency"/>.</param>
    public DocsEnum?[] Documents(string field, string term, out long frequency)
    {
        var found = new DocsEnum?[_leaves.Count];
        (TermState?[] places, frequency) = Find(field, term);
        for (int leaf = 0; leaf < found.Length; leaf++)
        {
            if (places[leaf] is { } place)
            {
                found[leaf] = Frequent(field, term, leaf, place, null) ?? (_docs[leaf] = At(field, term, leaf, place).Docs(null, _docs[leaf], DocsFlags.FREQS));
            }
        }

        return found;
    }

    /// <summary>A query for one term, which walks the lists that are open here: good for searches on this thread until the seeker is given back.</summary>
    public FoundTermQuery Query(string field, string term)
    {
        var (places, frequency) = Find(field, term);
        return new FoundTermQuery(this, field, term, places, frequency);
    }

    /// <summary>The documents of a term in one segment where it was found before.</summary>
    public DocsEnum Documents(string field, string term, int leaf, TermState place, IBits? live) =>
        Frequent(field, term, leaf, place, live) ?? At(field, term, leaf, place).Docs(live, null, DocsFlags.FREQS);

    /// <summary>The term's documents with positions in one segment, or null; good until the next look-up of positions here.</summary>
    public DocsAndPositionsEnum? Positions(string field, string term, int leaf) => Find(field, term).Places[leaf] is { } place
        ? _positions[leaf] = At(field, term, leaf, place).DocsAndPositions(null, _positions[leaf], DocsAndPositionsFlags.NONE)
        : null;

    /// <summary>The documents with positions of several terms in one segment, or null where it lacks one of them.</summary>
    public DocsAndPositionsEnum[]? AllPositions(string field, IReadOnlyList<string> terms, int leaf)
    {
        TermState?[] places = [.. terms.Select(term => Find(field, term).Places[leaf])];
        return Array.TrueForAll(places, place => place is not null)
            ? [.. terms.Select((term, i) => At(field, term, leaf, places[i]!).DocsAndPositions(null, null, DocsAndPositionsFlags.NONE))]
            : null;
    }

    /// <summary>Of a term that stands in many documents, what is kept of its list; else null.</summary>
    private DocsEnum? Frequent(string field, string term, int leaf, TermState place, IBits? live) =>
        _frequent[leaf] is { } frequent && frequent.IsFrequent(((BlockTermState)place).DocFreq) ? Frequent(frequent, field, term, leaf, place)?.Documents(live) : null;

    private FrequentTerm? Frequent(FrequentTerms frequent, string field, string term, int leaf, TermState place) =>
        frequent.Find(field, term, () => At(field, term, leaf, place).Docs(null, null, DocsFlags.FREQS));

    private (TermState?[] Places, long Frequency) Find(string field, string term)
    {
        if (_found.TryGetValue((field, term), out var known))
        {
            return known;
        }

        var places = new TermState?[_leaves.Count];
        long frequency = 0;
        TermsEnum?[] lists = Lists(field);
        _bytes.CopyChars(term);
        for (int leaf = 0; leaf < places.Length; leaf++)
        {
            if (lists[leaf] is { } list && list.SeekExact(_bytes))
            {
                places[leaf] = list.GetTermState();
                frequency += list.DocFreq;
            }
        }

        if (_found.Count == Kept)
        {
            _found.Clear();
        }

        return _found[(field, term)] = (places, frequency);
    }

    /// <summary>The segment's term list at a term that was found there before; nothing is read.</summary>
    private TermsEnum At(string field, string term, int leaf, TermState place)
    {
        _bytes.CopyChars(term);
        TermsEnum list = Lists(field)[leaf]!;
        list.SeekExact(_bytes, place);
        return list;
    }

    private TermsEnum?[] Lists(string field)
    {
        if (!_lists.TryGetValue(field, out TermsEnum?[]? lists))
        {
            _lists[field] = lists = [.. _leaves.Select(leaf => leaf.AtomicReader.GetTerms(field)?.GetEnumerator())];
        }

        return lists;
    }
}
