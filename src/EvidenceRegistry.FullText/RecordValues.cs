using Lucene.Net.Index;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>Single values of a record document at hand.</summary>
internal static class RecordValues
{
    public static string Id(IndexView view, int doc)
    {
        AtomicReaderContext leaf = Leaf(view, doc);
        var bytes = new BytesRef();
        leaf.AtomicReader.GetSortedDocValues(IndexFields.Id).Get(doc - leaf.DocBase, bytes);
        return bytes.Utf8ToString();
    }

    public static long Revision(IndexView view, int doc) => Number(view, doc, IndexFields.Revision);

    public static long PageCount(IndexView view, int doc) => Number(view, doc, IndexFields.PageCount);

    /// <summary>Null for a remembered deletion.</summary>
    public static string? PagesHash(IndexView view, int doc)
    {
        AtomicReaderContext leaf = Leaf(view, doc);
        int local = doc - leaf.DocBase;
        if (leaf.AtomicReader.GetDocsWithField(IndexFields.PagesHash)?.Get(local) != true)
        {
            return null;
        }

        var bytes = new BytesRef();
        leaf.AtomicReader.GetBinaryDocValues(IndexFields.PagesHash).Get(local, bytes);
        return bytes.Utf8ToString();
    }

    /// <summary>What the view knows of an id, or null.</summary>
    public static KnownRecord? Known(IndexView view, string id)
    {
        foreach (int doc in LiveTerms.Documents(view.RecordReader, new Term(IndexFields.Id, id)))
        {
            string? hash = PagesHash(view, doc);
            return new KnownRecord(Revision(view, doc), hash, hash is null || PageValues.AreThere(view, id, hash, PageCount(view, doc)));
        }

        return null;
    }

    /// <summary>Document numbers of the ids that the view has.</summary>
    public static HashSet<int> Documents(IndexView view, IReadOnlyCollection<string> ids) =>
        [.. ids.SelectMany(id => LiveTerms.Documents(view.RecordReader, new Term(IndexFields.Id, id)))];

    private static long Number(IndexView view, int doc, string field)
    {
        AtomicReaderContext leaf = Leaf(view, doc);
        return leaf.AtomicReader.GetNumericDocValues(field)?.Get(doc - leaf.DocBase) ?? 0;
    }

    private static AtomicReaderContext Leaf(IndexView view, int doc)
    {
        IList<AtomicReaderContext> leaves = view.RecordReader.Leaves;
        return leaves[ReaderUtil.SubIndex(doc, leaves)];
    }
}
