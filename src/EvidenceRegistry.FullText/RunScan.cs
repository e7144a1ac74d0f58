using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Where the clusters of a run of text stand one after the other, in the fields that one reader may read. Pairs overlap, so every
/// second pair says the same as all of them, at half the reading.
/// </summary>
internal sealed class RunScan(IndexReader reader, TermSeeker seeker, IReadOnlyList<ReadableField> fields, Quote run)
{
    private readonly int[] _offsets = [.. Places(run)];

    /// <summary>The pairs of a run that say all of it, by their place in it.</summary>
    public static IEnumerable<int> Places(Quote run) => Enumerable.Range(0, run.Terms.Count).Where(i => i % 2 == 0 || i == run.Terms.Count - 1);

    /// <summary>By segment, all documents that hold the run; null where none does. Deleted ones are not left out.</summary>
    public FixedBitSet?[] All()
    {
        var found = new FixedBitSet?[reader.Leaves.Count];
        foreach (AtomicReaderContext leaf in reader.Leaves)
        {
            foreach (ReadableField field in fields)
            {
                var places = Occurrences.Of(Open(field, leaf.Ord), _offsets);
                for (int doc = places?.Next(0) ?? DocIdSetIterator.NO_MORE_DOCS; doc != DocIdSetIterator.NO_MORE_DOCS; doc = places!.Next(doc + 1))
                {
                    if (places!.HoldRun())
                    {
                        (found[leaf.Ord] ??= new FixedBitSet(leaf.AtomicReader.MaxDoc)).Set(doc);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Which of a few documents hold the run.</summary>
    /// <param name="docs">Document numbers over all segments, ascending.</param>
    public bool[] Of(int[] docs)
    {
        var holds = new bool[docs.Length];
        int at = 0;
        foreach (AtomicReaderContext leaf in reader.Leaves)
        {
            int from = at;
            while (at < docs.Length && docs[at] < leaf.DocBase + leaf.AtomicReader.MaxDoc)
            {
                at++;
            }

            foreach (ReadableField field in at > from ? fields : [])
            {
                var places = Occurrences.Of(Open(field, leaf.Ord), _offsets);
                int doc = places is null ? DocIdSetIterator.NO_MORE_DOCS : -1;
                for (int i = from; i < at && doc != DocIdSetIterator.NO_MORE_DOCS; i++)
                {
                    int wanted = docs[i] - leaf.DocBase;
                    doc = doc < wanted ? places!.Next(wanted) : doc;
                    holds[i] |= doc == wanted && places!.HoldRun();
                }
            }
        }

        return holds;
    }

    private DocsAndPositionsEnum[]? Open(ReadableField field, int leaf) =>
        seeker.AllPositions(field.Name, [.. _offsets.Select(i => field.Prefix + run.Terms[i])], leaf);

    /// <summary>The terms of one field in one segment, rarest first.</summary>
    private sealed class Occurrences(DocsAndPositionsEnum[] terms, int[] offsets)
    {
        /// <summary>By term, where the run would begin by the place it was read to.</summary>
        private readonly int[] _start = new int[terms.Length];

        /// <summary>By term, places not read yet.</summary>
        private readonly int[] _left = new int[terms.Length];

        public static Occurrences? Of(DocsAndPositionsEnum[]? terms, int[] offsets)
        {
            if (terms is null)
            {
                return null;
            }

            int[] order = [.. Enumerable.Range(0, terms.Length).OrderBy(i => terms[i].GetCost())];
            return new Occurrences([.. order.Select(i => terms[i])], [.. order.Select(i => offsets[i])]);
        }

        /// <summary>The first document from there on that holds all terms.</summary>
        public int Next(int target)
        {
            int doc = terms[0].DocID < target ? terms[0].Advance(target) : terms[0].DocID;
            for (int i = 1; i < terms.Length && doc != DocIdSetIterator.NO_MORE_DOCS;)
            {
                int other = terms[i].DocID < doc ? terms[i].Advance(doc) : terms[i].DocID;
                if (other > doc)
                {
                    doc = other == DocIdSetIterator.NO_MORE_DOCS ? other : terms[0].Advance(other);
                    i = 1;
                }
                else
                {
                    i++;
                }
            }

            return doc;
        }

        /// <summary>
        /// Whether the terms stand at their offsets somewhere in the document at hand. Once for each document. Reads no further than the
        /// first such place, and each term only as far as the others leave it possible.
        /// </summary>
        public bool HoldRun()
        {
            Array.Fill(_start, int.MinValue);
            for (int i = 0; i < terms.Length; i++)
            {
                _left[i] = terms[i].Freq;
            }

            int start = int.MinValue + 1;
            for (int i = 0; i < terms.Length;)
            {
                while (_start[i] < start && _left[i] > 0)
                {
                    _left[i]--;
                    _start[i] = terms[i].NextPosition() - offsets[i];
                }

                if (_start[i] < start)
                {
                    return false;
                }

                // The rarest agree on a place before the others are read.
                (start, i) = _start[i] == start ? (start, i + 1) : (_start[i], i == 0 ? 1 : 0);
            }

            return true;
        }
    }
}
