namespace EvidenceRegistry.FullText;

/// <summary>Matches inside a stretch of text whose two ends only move forward.</summary>
internal sealed class WordWindow(PassageMatches matches)
{
    private readonly int[] _counts = new int[matches.Weights.Length];
    private int _next;
    private int _first;
    private double _distinct;

    public void AddUpTo(int end)
    {
        for (; _next < matches.Words.Count && matches.Words[_next].End <= end; _next++)
        {
            int word = matches.Words[_next].Word;
            _distinct += _counts[word]++ == 0 ? matches.Weights[word] : 0;
        }
    }

    public void RemoveBefore(int start)
    {
        for (; _first < _next && matches.Words[_first].Start < start; _first++)
        {
            int word = matches.Words[_first].Word;
            _distinct -= --_counts[word] == 0 ? matches.Weights[word] : 0;
        }
    }

    public double Value(double repeated) => _distinct + (repeated * (_next - _first));
}
