using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>BM25 of single terms for a few documents at hand, with the statistics of the whole index: what a query over those ids alone would give.</summary>
internal sealed class TermScores(IndexSearcher searcher)
{
    private readonly Dictionary<string, CollectionStatistics> _fields = new(StringComparer.Ordinal);

    /// <summary>Adds, per document, the score of a word by the best of its variants in the best of the fields.</summary>
    /// <param name="docs">Document numbers over all segments, ascending.</param>
    /// <returns>Per document, what this word added; 0 where it does not occur.</returns>
    public double[] Best(IEnumerable<ReadableField> fields, IReadOnlyList<string> variants, int[] docs)
    {
        var best = new double[docs.Length];
        foreach (ReadableField field in fields)
        {
            foreach (string variant in variants)
            {
                Raise(best, field.Name, field.Prefix + variant, docs);
            }
        }

        return best;
    }

    /// <summary>Documents that hold the term, deleted ones not yet merged away included, and documents that have the field.</summary>
    public (long Holding, long All) Frequency(string field, string term) =>
        (searcher.IndexReader.DocFreq(new Term(field, term)), Statistics(field).DocCount);

    private void Raise(double[] best, string field, string text, int[] docs)
    {
        var term = new Term(field, text);
        TermContext found = TermContext.Build(searcher.TopReaderContext, term);
        if (found.DocFreq == 0)
        {
            return;
        }

        Similarity similarity = searcher.Similarity;
        Similarity.SimWeight weight = similarity.ComputeWeight(1, Statistics(field), searcher.TermStatistics(term, found));
        weight.Normalize(1, 1);
        int at = 0;
        foreach (AtomicReaderContext leaf in searcher.IndexReader.Leaves)
        {
            int end = leaf.DocBase + leaf.AtomicReader.MaxDoc;
            int from = at;
            while (at < docs.Length && docs[at] < end)
            {
                at++;
            }

            if (at > from && found.Get(leaf.Ord) is { } state)
            {
                TermsEnum terms = leaf.AtomicReader.GetTerms(field).GetEnumerator();
                terms.SeekExact(new BytesRef(text), state);
                Raise(best, terms.Docs(null, null, DocsFlags.FREQS), similarity.GetSimScorer(weight, leaf), leaf.DocBase, docs.AsSpan(from..at), from);
            }
        }
    }

    private static void Raise(double[] best, DocsEnum found, Similarity.SimScorer scorer, int docBase, ReadOnlySpan<int> docs, int from)
    {
        int doc = -1;
        for (int i = 0; i < docs.Length; i++)
        {
            int wanted = docs[i] - docBase;
            if (doc < wanted)
            {
                doc = found.Advance(wanted);
            }

            if (doc == wanted)
            {
                best[from + i] = Math.Max(best[from + i], scorer.Score(doc, found.Freq));
            }
        }
    }

    private CollectionStatistics Statistics(string field)
    {
        if (!_fields.TryGetValue(field, out CollectionStatistics? statistics))
        {
            _fields[field] = statistics = searcher.CollectionStatistics(field);
        }

        return statistics;
    }
}
