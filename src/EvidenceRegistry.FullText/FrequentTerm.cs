using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace EvidenceRegistry.FullText;

/// <summary>A term's documents of one segment as a row of bytes.</summary>
internal sealed class FrequentTerm
{
    /// <summary>By document: how often; 0 where it is not, <see cref="byte.MaxValue"/> where <see cref="_more"/> says.</summary>
    private readonly byte[] _often;

    private readonly Dictionary<int, int> _more = [];
    private readonly int _documents;

    private FrequentTerm(DocsEnum list, int documents)
    {
        _often = new byte[documents];
        for (int doc = list.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = list.NextDoc())
        {
            _documents++;
            int often = list.Freq;
            _often[doc] = (byte)Math.Min(often, byte.MaxValue);
            if (often >= byte.MaxValue)
            {
                _more[doc] = often;
            }
        }
    }

    /// <param name="list">Of all documents that hold the term, from the start.</param>
    /// <param name="documents">Of the segment.</param>
    public static FrequentTerm Decode(DocsEnum list, int documents) => new(list, documents);

    /// <param name="live">Null for all.</param>
    public DocsEnum Documents(IBits? live) => new Walk(this, live);

    private sealed class Walk(FrequentTerm term, IBits? live) : DocsEnum
    {
        private readonly byte[] _often = term._often;
        private int _doc = -1;

        public override int DocID => _doc;

        public override int Freq => _often[_doc] is var often and < byte.MaxValue ? often : term._more[_doc];

        public override int NextDoc() => _doc == NO_MORE_DOCS ? _doc : Advance(_doc + 1);

        public override int Advance(int target)
        {
            byte[] often = _often;
            while ((uint)target < (uint)often.Length)
            {
                if (often[target] == 0)
                {
                    int step = often.AsSpan(target).IndexOfAnyExcept((byte)0);
                    if (step < 0)
                    {
                        break;
                    }

                    target += step;
                }

                if (live is null || live.Get(target))
                {
                    return _doc = target;
                }

                target++;
            }

            return _doc = NO_MORE_DOCS;
        }

        public override long GetCost() => term._documents;
    }
}
