using Lucene.Net.Index;
using Lucene.Net.Search;

namespace EvidenceRegistry.FullText;

/// <summary>Which of a few documents at hand a query matches, without walking all others.</summary>
internal static class Holding
{
    /// <param name="docs">Document numbers, ascending.</param>
    public static bool[] Of(IndexSearcher searcher, Query query, int[] docs)
    {
        var matches = new bool[docs.Length];
        Weight weight = searcher.CreateNormalizedWeight(query);
        int at = 0;
        foreach (AtomicReaderContext leaf in searcher.IndexReader.Leaves)
        {
            int end = leaf.DocBase + leaf.AtomicReader.MaxDoc;
            Scorer? scorer = at < docs.Length && docs[at] < end ? weight.GetScorer(leaf, leaf.AtomicReader.LiveDocs) : null;
            int doc = -1;
            for (; at < docs.Length && docs[at] < end; at++)
            {
                int wanted = docs[at] - leaf.DocBase;
                doc = scorer is not null && doc < wanted ? scorer.Advance(wanted) : doc;
                matches[at] = doc == wanted;
            }
        }

        return matches;
    }
}
