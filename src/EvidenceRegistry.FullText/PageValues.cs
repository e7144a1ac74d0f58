using Lucene.Net.Index;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>Single values of page documents.</summary>
internal static class PageValues
{
    public static PageRef Ref(IndexView view, int doc)
    {
        IList<AtomicReaderContext> leaves = view.PageReader.Leaves;
        AtomicReaderContext leaf = leaves[ReaderUtil.SubIndex(doc, leaves)];
        int local = doc - leaf.DocBase;
        var file = new BytesRef();
        leaf.AtomicReader.GetSortedDocValues(IndexFields.File).Get(local, file);
        return new PageRef(file.Utf8ToString(), (int)leaf.AtomicReader.GetNumericDocValues(IndexFields.Page).Get(local));
    }

    /// <summary>Its text was recognised in a picture (<see cref="PageText.FromPicture"/>).</summary>
    public static bool IsFromPicture(IndexView view, int doc)
    {
        IList<AtomicReaderContext> leaves = view.PageReader.Leaves;
        AtomicReaderContext leaf = leaves[ReaderUtil.SubIndex(doc, leaves)];
        return leaf.AtomicReader.GetNumericDocValues(IndexFields.FromPicture)?.Get(doc - leaf.DocBase) == 1;
    }

    /// <summary>Whether the view has exactly the pages that a record names.</summary>
    public static bool AreThere(IndexView view, string id, string pagesHash, long count)
    {
        var wanted = new BytesRef(LuceneDocuments.PageOf(id, pagesHash));
        var found = new BytesRef();
        IList<AtomicReaderContext> leaves = view.PageReader.Leaves;
        foreach (int doc in LiveTerms.Documents(view.PageReader, new Term(IndexFields.Id, id)))
        {
            AtomicReaderContext leaf = leaves[ReaderUtil.SubIndex(doc, leaves)];
            leaf.AtomicReader.GetSortedDocValues(IndexFields.PageOf).Get(doc - leaf.DocBase, found);
            if (!found.BytesEquals(wanted))
            {
                return false;
            }

            count--;
        }

        return count == 0;
    }

    /// <summary>How many live page documents each record and pages hash has, by <see cref="LuceneDocuments.PageOf"/>.</summary>
    public static Dictionary<string, int> Counts(IndexView view)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var key = new BytesRef();
        foreach (AtomicReaderContext leaf in view.PageReader.Leaves)
        {
            SortedDocValues? values = leaf.AtomicReader.GetSortedDocValues(IndexFields.PageOf);
            IBits? live = leaf.AtomicReader.LiveDocs;
            var found = new int[values?.ValueCount ?? 0];
            for (int doc = 0; found.Length > 0 && doc < leaf.AtomicReader.MaxDoc; doc++)
            {
                found[values!.GetOrd(doc)] += live is null || live.Get(doc) ? 1 : 0;
            }

            for (int ordinal = 0; ordinal < found.Length; ordinal++)
            {
                if (found[ordinal] > 0)
                {
                    values!.LookupOrd(ordinal, key);
                    string text = key.Utf8ToString();
                    counts[text] = counts.GetValueOrDefault(text) + found[ordinal];
                }
            }
        }

        return counts;
    }
}
