namespace EvidenceRegistry.FullText;

/// <summary>
/// Words with their costs in a double-array trie: one array of nodes, a step is one addition and one comparison. Immutable, shared by all threads.
/// A cost is −ln(probability) in units of 1/<see cref="CostUnit"/>, whole numbers, so that every machine takes the same path.
/// </summary>
internal sealed class Lexicon
{
    public const int CostUnit = 256;

    /// <summary>Thai block U+0E01–U+0E5B as 1–91; nothing else can be in a word.</summary>
    private const int Alphabet = 0x5C;

    private const double NearlyFull = 0.9;

    private Node[] _nodes = new Node[1 << 16];
    private int _searchFrom = 1;

    /// <param name="words">Distinct words of Thai letters, in ordinal order.</param>
    /// <param name="costs">The cost of each, in the same order.</param>
    public Lexicon(string[] words, int[] costs)
    {
        Words = words;
        Costs = costs;
        _nodes[0].Check = -1;
        Build(0, 0, words.Length, 0);
        int used = Array.FindLastIndex(_nodes, node => node.Check != 0) + 1;
        Array.Resize(ref _nodes, used + Alphabet);
    }

    public string[] Words { get; }

    public int[] Costs { get; }

    /// <summary>The node reached from <paramref name="node"/> (root: 0) by a Thai character, or −1.</summary>
    public int Step(int node, char c)
    {
        int code = c - 0x0E00;
        if ((uint)code >= Alphabet)
        {
            return -1;
        }

        int next = _nodes[node].Base + code;
        return _nodes[next].Check == node + 1 ? next : -1;
    }

    /// <summary>The number of the word that ends at this node, or −1.</summary>
    public int WordAt(int node) => _nodes[node].Word - 1;

    private void Build(int node, int from, int to, int depth)
    {
        if (Words[from].Length == depth)
        {
            _nodes[node].Word = from + 1;
            from++;
        }

        Span<int> codes = stackalloc int[Alphabet];
        Span<int> firsts = stackalloc int[Alphabet + 1];
        int count = 0;
        for (int i = from; i < to; i++)
        {
            int code = Words[i][depth] - 0x0E00;
            if (code is <= 0 or >= Alphabet)
            {
                throw new InvalidDataException($"not a word of Thai letters: {Words[i]}");
            }

            if (count == 0 || codes[count - 1] != code)
            {
                codes[count] = code;
                firsts[count++] = i;
            }
        }

        if (count == 0)
        {
            return;
        }

        firsts[count] = to;
        int room = FindRoom(codes[..count]);
        _nodes[node].Base = room;
        for (int k = 0; k < count; k++)
        {
            _nodes[room + codes[k]].Check = node + 1;
        }

        for (int k = 0; k < count; k++)
        {
            Build(room + codes[k], firsts[k], firsts[k + 1], depth + 1);
        }
    }

    /// <summary>The first place where all children fit. A stretch nearly full is not looked through again, so building stays fast.</summary>
    private int FindRoom(ReadOnlySpan<int> codes)
    {
        int taken = 0;
        int from = Math.Max(_searchFrom, codes[0] + 1);
        for (int place = from; ; place++)
        {
            Grow(place);
            if (_nodes[place].Check != 0)
            {
                taken++;
                continue;
            }

            int room = place - codes[0];
            bool free = true;
            foreach (int code in codes)
            {
                free &= _nodes[room + code].Check == 0;
            }

            if (free)
            {
                _searchFrom = taken >= NearlyFull * (place - from + 1) ? place : _searchFrom;
                return room;
            }
        }
    }

    private void Grow(int room)
    {
        if (room + (2 * Alphabet) > _nodes.Length)
        {
            Array.Resize(ref _nodes, 2 * _nodes.Length);
        }
    }

    /// <summary>Check is the parent's number plus one, so that 0 is a free place; Word is the word's number plus one.</summary>
    private struct Node
    {
        public int Base;
        public int Check;
        public int Word;
    }
}
