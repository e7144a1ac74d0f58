namespace EvidenceRegistry.FullText.Tagging;

/// <summary>
/// Sequences of numbers, each ending in a value. Grown in a table of steps and then frozen: the steps of a node lie side by side in order, sixteen bytes
/// for each, so that a walk stays in the processor's cache.
/// </summary>
internal sealed class Trie
{
    private readonly List<int> _growing = [None];
    private Dictionary<long, int>? _table = [];
    private int[] _from = [0, 0];
    private int[] _labels = [];
    private int[] _targets = [];
    private int[] _values = [None];

    public const int Root = 0;

    public const int None = -1;

    /// <summary>The value of a sequence; where it has none, <paramref name="value"/> becomes it.</summary>
    /// <exception cref="InvalidOperationException">After <see cref="Freeze"/>.</exception>
    public int GetOrAdd(IEnumerable<int> sequence, int value)
    {
        Dictionary<long, int> table = _table ?? throw new InvalidOperationException("Nothing is added to a frozen trie.");
        int node = Root;
        foreach (int label in sequence)
        {
            if (!table.TryGetValue(Key(node, label), out int next))
            {
                table[Key(node, label)] = next = _growing.Count;
                _growing.Add(None);
            }

            node = next;
        }

        return _growing[node] == None ? _growing[node] = value : _growing[node];
    }

    /// <summary>Makes ready for walks.</summary>
    public void Freeze()
    {
        if (_table is not { } table)
        {
            return;
        }

        (_values, _from) = ([.. _growing], new int[_growing.Count + 1]);
        long[] keys = [.. table.Keys.Order()];
        (_labels, _targets) = ([.. keys.Select(key => (int)key)], [.. keys.Select(key => table[key])]);
        foreach (long key in keys)
        {
            _from[(key >> 32) + 1]++;
        }

        for (int node = 1; node < _from.Length; node++)
        {
            _from[node] += _from[node - 1];
        }

        _table = null;
        _growing.Clear();
        _growing.TrimExcess();
    }

    /// <summary>What ends at a node, or <see cref="None"/>.</summary>
    public int ValueAt(int node) => _values[node];

    public bool TryStep(int node, int label, out int next)
    {
        int from = _from[node];
        int count = _from[node + 1] - from;
        int at = count == 1 ? (_labels[from] == label ? 0 : -1) : _labels.AsSpan(from, count).BinarySearch(label);
        next = at < 0 ? Root : _targets[from + at];
        return at >= 0;
    }

    private static long Key(int node, int label) => ((long)node << 32) | (uint)label;
}
