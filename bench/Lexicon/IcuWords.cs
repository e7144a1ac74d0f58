using ICU4N.Globalization;
using ICU4N.Text;

namespace EvidenceRegistry.Bench.Lexicon;

/// <summary>ICU4N's word breaks. Its dictionary engine shares state behind clones: one instance, one thread.</summary>
internal sealed class IcuWords
{
    private readonly BreakIterator _iterator = BreakIterator.GetWordInstance(new UCultureInfo("th"));

    /// <summary>Number of pieces, without making them.</summary>
    public int Count(string text)
    {
        _iterator.SetText(text);
        int pieces = 0;
        for (_iterator.First(); _iterator.Next() != BreakIterator.Done;)
        {
            pieces++;
        }

        return pieces;
    }

    public IEnumerable<string> Cut(string text)
    {
        _iterator.SetText(text);
        int start = _iterator.First();
        for (int end = _iterator.Next(); end != BreakIterator.Done; start = end, end = _iterator.Next())
        {
            yield return text[start..end];
        }
    }
}
