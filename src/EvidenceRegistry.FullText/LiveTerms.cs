using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>Documents of a term that are still there; Lucene's own counts hold deleted ones until a merge.</summary>
internal static class LiveTerms
{
    public static long Count(IndexReader reader, Term term) => Documents(reader, term).LongCount();

    /// <summary>Document numbers over the whole reader, ascending.</summary>
    public static IEnumerable<int> Documents(IndexReader reader, Term term)
    {
        foreach (AtomicReaderContext leaf in reader.Leaves)
        {
            DocsEnum? docs = leaf.AtomicReader.GetTermDocsEnum(term);
            IBits? live = leaf.AtomicReader.LiveDocs;
            if (docs is null)
            {
                continue;
            }

            for (int doc = docs.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.NextDoc())
            {
                if (live is null || live.Get(doc))
                {
                    yield return leaf.DocBase + doc;
                }
            }
        }
    }
}
