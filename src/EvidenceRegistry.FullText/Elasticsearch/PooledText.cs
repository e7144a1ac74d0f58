using System.Buffers;

namespace EvidenceRegistry.FullText.Elasticsearch;

/// <summary>Letters put together in rented memory, which is given back with it: the tokens of a text are several times its size, and each text's were garbage.</summary>
internal sealed class PooledText : IDisposable
{
    private const int First = 16 << 10;

    private char[] _letters = ArrayPool<char>.Shared.Rent(First);
    private int _length;

    public ReadOnlySpan<char> Written => _letters.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Append(char letter) => Append([letter]);

    public void Append(ReadOnlySpan<char> letters)
    {
        if (_letters.Length - _length < letters.Length)
        {
            char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(2 * _letters.Length, _length + letters.Length));
            Written.CopyTo(larger);
            ArrayPool<char>.Shared.Return(_letters);
            _letters = larger;
        }

        letters.CopyTo(_letters.AsSpan(_length));
        _length += letters.Length;
    }

    public void Dispose() => ArrayPool<char>.Shared.Return(_letters);
}
