namespace EvidenceRegistry.FullText.Tagging;

/// <summary>Sequences of numbers, each ending in a value; steps of all nodes lie in one table, so that a node costs some thirty bytes.</summary>
internal sealed class Trie
{
    private readonly Dictionary<long, int> _steps = [];
    private readonly List<int> _values = [None];

    public const int Root = 0;

    public const int None = -1;

    /// <summary>What ends at a node, or <see cref="None"/>.</summary>
    public int ValueAt(int node) => _values[node];

    public bool TryStep(int node, int label, out int next) => _steps.TryGetValue(Key(node, label), out next);

    /// <summary>The value of a sequence; where it has none, <paramref name="value"/> becomes it.</summary>
    public int GetOrAdd(IEnumerable<int> sequence, int value)
    {
        int node = Root;
        foreach (int label in sequence)
        {
            if (!_steps.TryGetValue(Key(node, label), out int next))
            {
                _steps[Key(node, label)] = next = _values.Count;
                _values.Add(None);
            }

            node = next;
        }

        return _values[node] == None ? _values[node] = value : _values[node];
    }

    /// <summary>Gives back what growing took in advance.</summary>
    public void Trim()
    {
        _steps.TrimExcess();
        _values.TrimExcess();
    }

    private static long Key(int node, int label) => ((long)node << 32) | (uint)label;
}
