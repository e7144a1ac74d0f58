namespace EvidenceRegistry.Formats.Thai;

/// <summary>A text in the making, each sign with its place in the raw text.</summary>
internal sealed class MendingText
{
    private char[] _signs;
    private int[] _from;

    public MendingText(int capacity)
    {
        _signs = new char[capacity];
        _from = new int[capacity];
    }

    public int Length { get; private set; }

    public ReadOnlySpan<char> Signs => _signs.AsSpan(0, Length);

    /// <summary>Where in the raw text the sign at each place comes from.</summary>
    public ReadOnlySpan<int> From => _from.AsSpan(0, Length);

    public char this[int at] => at >= 0 && at < Length ? _signs[at] : '\0';

    public static MendingText Of(string raw)
    {
        var text = new MendingText(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            text.Add(raw[i], i);
        }

        return text;
    }

    public void Add(char sign, int from)
    {
        if (Length == _signs.Length)
        {
            Array.Resize(ref _signs, Math.Max(16, Length * 2));
            Array.Resize(ref _from, _signs.Length);
        }

        _signs[Length] = sign;
        _from[Length++] = from;
    }

    /// <summary>Takes one sign over from another text.</summary>
    public void Take(MendingText other, int at) => Add(other[at], other._from[at]);

    public void Replace(int at, char sign) => _signs[at] = sign;

    public void Swap(int one, int other)
    {
        (_signs[one], _signs[other]) = (_signs[other], _signs[one]);
        (_from[one], _from[other]) = (_from[other], _from[one]);
    }
}
