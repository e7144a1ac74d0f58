using Lucene.Net.Index;

namespace EvidenceRegistry.FullText;

/// <summary>Place of each document in the order of a sorted field, over all segments: comparing two documents is comparing two numbers.</summary>
internal static class SortRanks
{
    /// <summary>By document number; −1 where the document has no value.</summary>
    public static int[] Of(IndexReader reader, string field)
    {
        var ranks = new int[reader.MaxDoc];
        SortedDocValues? values = MultiDocValues.GetSortedValues(reader, field);
        for (int doc = 0; doc < ranks.Length; doc++)
        {
            ranks[doc] = values?.GetOrd(doc) ?? -1;
        }

        return ranks;
    }
}
