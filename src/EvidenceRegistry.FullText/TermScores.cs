using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>
/// BM25 of single terms for a few documents at hand, with the statistics of the whole index: what a query over those ids
/// alone would give. For one search on one thread.
/// </summary>
internal sealed class TermScores(IndexSearcher searcher, TermSeeker seeker)
{
    public TermSeeker Seeker => seeker;

    /// <summary>Per document, the score of a word by the best of its variants in the best of the fields; 0 where it does not occur.</summary>
    /// <param name="docs">Document numbers over all segments, ascending.</param>
    public double[] Best(IEnumerable<ReadableField> fields, IReadOnlyList<string> variants, int[] docs)
    {
        var best = new double[docs.Length];
        foreach (ReadableField field in fields)
        {
            foreach (string variant in variants)
            {
                Raise(best, field.Name, field.Prefix.Length == 0 ? variant : field.Prefix + variant, docs);
            }
        }

        return best;
    }

    /// <summary>Whether one document meets the word, by itself or in another way.</summary>
    public bool Holds(ReadableFields readable, QuestionWord word, int doc) =>
        Best(readable[TextStream.Words], word.Variants, [doc])[0] > 0
        || (word.Year is { } year && Best([new ReadableField(IndexFields.Facet(FacetNames.Year), "")], [year], [doc])[0] > 0)
        || (from form in word.Others
            from field in readable[TextStream.Words]
            select Holding.Of(searcher, new TextQueries(readable, seeker).Form(form, field), [doc])[0]).Any(held => held);

    /// <summary>As for variants, and by other ways to say the word, each worth so much of what it scores.</summary>
    public double[] Best(IReadOnlyList<ReadableField> fields, QuestionWord word, double bridge, int[] docs)
    {
        double[] best = Best(fields, word.Variants, docs);
        foreach (BridgedForm form in word.Others)
        {
            double worth = form.Same ? 1 : bridge;
            double[] also = Best(fields, [form.Terms[0]], docs);
            for (int i = 0; i < docs.Length; i++)
            {
                also[i] *= worth;
            }

            foreach (string term in form.Terms.Skip(1))
            {
                double[] next = Best(fields, [term], docs);
                for (int i = 0; i < docs.Length; i++)
                {
                    also[i] = Math.Min(also[i], next[i] * worth);
                }
            }

            for (int i = 0; i < docs.Length; i++)
            {
                best[i] = Math.Max(best[i], also[i]);
            }
        }

        return best;
    }

    /// <summary>Documents that have the field.</summary>
    public long Documents(string field) => searcher.CollectionStatistics(field).DocCount;

    private void Raise(double[] best, string field, string term, int[] docs)
    {
        DocsEnum?[] found = seeker.Documents(field, term, out long frequency);
        if (frequency == 0 || docs.Length == 0)
        {
            return;
        }

        Similarity similarity = searcher.Similarity;
        Similarity.SimWeight weight = similarity.ComputeWeight(1, searcher.CollectionStatistics(field), new TermStatistics(new BytesRef(term), frequency, -1));
        int at = 0;
        foreach (AtomicReaderContext leaf in searcher.IndexReader.Leaves)
        {
            int end = leaf.DocBase + leaf.AtomicReader.MaxDoc;
            int from = at;
            while (at < docs.Length && docs[at] < end)
            {
                at++;
            }

            if (at > from && found[leaf.Ord] is { } documents)
            {
                Raise(best, documents, similarity.GetSimScorer(weight, leaf), leaf.DocBase, docs.AsSpan(from..at), from);
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
}
