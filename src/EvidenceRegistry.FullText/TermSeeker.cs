using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Looks many terms up in one view during one search. Opening a segment's term list costs more than a look-up in it, so
/// each is opened once. For one thread.
/// </summary>
internal sealed class TermSeeker
{
    private readonly IndexReaderContext _top;
    private readonly IList<AtomicReaderContext> _leaves;
    private readonly Dictionary<string, TermsEnum?[]> _lists = new(StringComparer.Ordinal);
    private readonly DocsEnum?[] _docs;
    private readonly BytesRef _bytes = new();

    public TermSeeker(IndexReader reader)
    {
        _top = reader.Context;
        _leaves = reader.Leaves;
        _docs = new DocsEnum?[_leaves.Count];
    }

    /// <summary>Documents of the whole view, deleted ones included until a merge.</summary>
    public int Size => _top.Reader.MaxDoc;

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

    /// <summary>A query for one term that knows where the term stands, so that it is not looked up again.</summary>
    public TermQuery Query(string field, string term)
    {
        var places = new TermContext(_top);
        TermsEnum?[] lists = Lists(field);
        _bytes.CopyChars(term);
        for (int leaf = 0; leaf < lists.Length; leaf++)
        {
            if (lists[leaf] is { } list && list.SeekExact(_bytes))
            {
                places.Register(list.GetTermState(), leaf, list.DocFreq, list.TotalTermFreq);
            }
        }

        return new TermQuery(new Term(field, term), places);
    }

    /// <summary>The term's documents with positions in one segment, or null.</summary>
    public DocsAndPositionsEnum? Positions(string field, string term, int leaf)
    {
        _bytes.CopyChars(term);
        return Lists(field)[leaf] is { } list && list.SeekExact(_bytes) ? list.DocsAndPositions(null, null, DocsAndPositionsFlags.NONE) : null;
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
