using Lucene.Net.Index;

namespace EvidenceRegistry.FullText;

/// <summary>How much of a question stands together: the weight of the distinct words in a document's best stretch of a few words.</summary>
internal sealed class WindowScores(IndexReader reader, TermSeeker seeker, int windowWords)
{
    /// <summary>Occurrences of one word read per document: a word met so often gathers nothing.</summary>
    private const int MostOccurrences = 2000;

    private const int WordBits = 32;

    /// <param name="weights">Weight of each word.</param>
    /// <param name="docs">Document numbers over all segments, ascending.</param>
    /// <returns>Per document, the summed weights in its best window.</returns>
    public double[] Best(IReadOnlyList<ReadableField> fields, IReadOnlyList<QuestionWord> words, double[] weights, int[] docs)
    {
        var best = new double[docs.Length];
        foreach (ReadableField field in fields)
        {
            List<long>[] places = [.. docs.Select(_ => new List<long>())];
            for (int word = 0; word < words.Count; word++)
            {
                foreach (string variant in words[word].Variants)
                {
                    Read(field.Name, field.Prefix + variant, word, docs, places);
                }
            }

            for (int i = 0; i < docs.Length; i++)
            {
                best[i] = Math.Max(best[i], Best(places[i], weights, windowWords));
            }
        }

        return best;
    }

    /// <summary>The weight of the distinct words in the best stretch of one text.</summary>
    /// <param name="places">Where words stand (<see cref="Place"/>); sorted here.</param>
    private static double Best(List<long> places, double[] weights, int windowWords)
    {
        places.Sort();
        var inside = new int[weights.Length];
        double sum = 0;
        double best = 0;
        int first = 0;
        foreach (long place in places)
        {
            int word = (int)place;
            if (inside[word]++ == 0)
            {
                sum += weights[word];
            }

            while (places[first] >> WordBits <= (place >> WordBits) - windowWords)
            {
                int left = (int)places[first++];
                if (--inside[left] == 0)
                {
                    sum -= weights[left];
                }
            }

            best = Math.Max(best, sum);
        }

        return best;
    }

    /// <summary>A position and the number of the word there as one number, which sorts faster than two.</summary>
    private static long Place(int position, int word) => ((long)position << WordBits) | (uint)word;

    private void Read(string field, string term, int word, int[] docs, List<long>[] places)
    {
        int at = 0;
        foreach (AtomicReaderContext leaf in reader.Leaves)
        {
            int end = leaf.DocBase + leaf.AtomicReader.MaxDoc;
            int from = at;
            while (at < docs.Length && docs[at] < end)
            {
                at++;
            }

            if (at == from || seeker.Positions(field, term, leaf.Ord) is not { } found)
            {
                continue;
            }

            int doc = -1;
            for (int i = from; i < at; i++)
            {
                int wanted = docs[i] - leaf.DocBase;
                doc = doc < wanted ? found.Advance(wanted) : doc;
                for (int n = Math.Min(doc == wanted ? found.Freq : 0, MostOccurrences); n > 0; n--)
                {
                    places[i].Add(Place(found.NextPosition(), word));
                }
            }
        }
    }
}
