using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>Documents found before, as a filter of a query over the same reader.</summary>
/// <param name="found">By segment; null where there is none.</param>
internal sealed class FoundDocuments(FixedBitSet?[] found) : Filter
{
    public bool Any => found.Any(documents => documents is not null);

    public override DocIdSet? GetDocIdSet(AtomicReaderContext context, IBits? acceptDocs) =>
        found[context.Ord] is { } documents ? BitsFilteredDocIdSet.Wrap(documents, acceptDocs) : null;

    /// <summary>Which of a few documents are among them.</summary>
    /// <param name="docs">Document numbers over all segments, ascending.</param>
    public bool[] Hold(IndexReader reader, int[] docs) =>
        [.. docs.Select(doc => reader.Leaves[ReaderUtil.SubIndex(doc, reader.Leaves)] is var leaf && found[leaf.Ord]?.Get(doc - leaf.DocBase) == true)];
}
