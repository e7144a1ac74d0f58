using Lucene.Net.Index;

namespace EvidenceRegistry.FullText;

/// <summary>Every record of a view in the order of ids, with what it says of its pages checked against the pages that are there.</summary>
internal static class RecordList
{
    public static IEnumerable<IndexedRecord> Of(IndexView view)
    {
        Dictionary<string, int> pages = PageValues.Counts(view);
        TermsEnum? ids = MultiFields.GetTerms(view.RecordReader, IndexFields.Id)?.GetEnumerator();
        while (ids?.MoveNext() == true)
        {
            string id = ids.Term.Utf8ToString();
            foreach (int doc in LiveTerms.Documents(view.RecordReader, new Term(IndexFields.Id, id)))
            {
                if (RecordValues.PagesHash(view, doc) is { } hash)
                {
                    bool there = pages.GetValueOrDefault(LuceneDocuments.PageOf(id, hash)) == RecordValues.PageCount(view, doc);
                    yield return new IndexedRecord(id, RecordValues.Revision(view, doc), there ? hash : "");
                }
            }
        }
    }
}
