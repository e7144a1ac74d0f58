using Lucene.Net.Index;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Looks many terms up in one reader. Opening a segment's term list costs more than a look-up in it, so each is opened once
/// and kept for the searches that follow (<see cref="TermSeekers"/>). For one thread at a time.
/// </summary>
internal sealed class TermSeeker
{
    private readonly int _size;
    private readonly IList<AtomicReaderContext> _leaves;
    private readonly Dictionary<string, TermsEnum?[]> _lists = new(StringComparer.Ordinal);
    private readonly DocsEnum?[] _docs;
    private readonly DocsAndPositionsEnum?[] _positions;
    private readonly BytesRef _bytes = new();

    public TermSeeker(IndexReader reader)
    {
        _size = reader.MaxDoc;
        _leaves = reader.Leaves;
        _docs = new DocsEnum?[_leaves.Count];
        _positions = new DocsAndPositionsEnum?[_leaves.Count];
    }

    /// <summary>Documents of the whole view, deleted ones included until a merge.</summary>
    public int Size => _size;

    /// <summary>Documents that hold the term, deleted ones included until a merge.</summary>
    public long Frequency(string field, string term)
    {
        long sum = 0;
        TermsEnum?[] lists = Lists(field);
        _bytes.CopyChars(term);
        foreach (TermsEnum? list in lists)
        {
            sum += list is not null && list.SeekExact(_bytes) ? list.DocFreq : 0;
        }

        return sum;
    }

    /// <summary>By segment, the documents of the term with their frequencies, or null; good until the next look-up here.</summary>
    /// <param name="frequency">As <see cref="Frequency"/>.</param>
    public DocsEnum?[] Documents(string field, string term, out long frequency)
    {
        var found = new DocsEnum?[_leaves.Count];
        frequency = 0;
        TermsEnum?[] lists = Lists(field);
        _bytes.CopyChars(term);
        for (int leaf = 0; leaf < found.Length; leaf++)
        {
            if (lists[leaf] is { } list && list.SeekExact(_bytes))
            {
                frequency += list.DocFreq;
                found[leaf] = _docs[leaf] = list.Docs(null, _docs[leaf], DocsFlags.FREQS);
            }
        }

        return found;
    }

    /// <summary>A query for one term, which walks the lists that are open here: good for searches on this thread until the seeker is given back.</summary>
    public FoundTermQuery Query(string field, string term)
    {
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

        return new FoundTermQuery(this, field, term, places, frequency);
    }

    /// <summary>The documents of a term in one segment where it was found before.</summary>
    public DocsEnum Documents(string field, string term, int leaf, TermState place, IBits? live)
    {
        _bytes.CopyChars(term);
        TermsEnum list = Lists(field)[leaf]!;
        list.SeekExact(_bytes, place);
        return list.Docs(live, null, DocsFlags.FREQS);
    }

    /// <summary>The term's documents with positions in one segment, or null; good until the next look-up of positions here.</summary>
    public DocsAndPositionsEnum? Positions(string field, string term, int leaf)
    {
        _bytes.CopyChars(term);
        return Lists(field)[leaf] is { } list && list.SeekExact(_bytes)
            ? _positions[leaf] = list.DocsAndPositions(null, _positions[leaf], DocsAndPositionsFlags.NONE)
            : null;
    }

    /// <summary>The documents with positions of several terms in one segment, or null where it lacks one of them.</summary>
    public DocsAndPositionsEnum[]? AllPositions(string field, IReadOnlyList<string> terms, int leaf)
    {
        if (Lists(field)[leaf] is not { } list)
        {
            return null;
        }

        var places = new TermState[terms.Count];
        for (int i = 0; i < places.Length; i++)
        {
            _bytes.CopyChars(terms[i]);
            if (!list.SeekExact(_bytes))
            {
                return null;
            }

            places[i] = list.GetTermState();
        }

        var found = new DocsAndPositionsEnum[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            _bytes.CopyChars(terms[i]);
            list.SeekExact(_bytes, places[i]);
            found[i] = list.DocsAndPositions(null, null, DocsAndPositionsFlags.NONE);
        }

        return found;
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
