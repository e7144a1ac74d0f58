using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EvidenceRegistry.Formats.Bulk;

/// <summary>Makes <see cref="BulkEntry.Print"/> of entries. Not safe on several threads at once.</summary>
internal sealed class EntryPrints
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[]? _basis;

    /// <param name="layout">What of the file decides how all of its entries are read: headings of a table.</param>
    public EntryPrints(BulkOptions options, params IEnumerable<string> layout)
    {
        if (options.Edition is not null)
        {
            Take(options.Edition);
            Take(options.Source);
            Take(options.Agency);
            foreach (var said in layout)
            {
                Take(said);
            }

            _basis = _hash.GetHashAndReset();
        }
    }

    /// <summary>Whether prints are asked for.</summary>
    public bool Any => _basis is not null;

    public string? Of(ReadOnlySpan<byte> entry)
    {
        if (_basis is null)
        {
            return null;
        }

        Take(entry);
        return Done();
    }

    public string? Of(IReadOnlyList<Tables.TableCell> cells)
    {
        if (_basis is null)
        {
            return null;
        }

        foreach (var cell in cells)
        {
            Take(cell.Text);
            Take(MemoryMarshal.AsBytes([cell.Serial ?? double.NaN]));
        }

        return Done();
    }

    private string Done()
    {
        _hash.AppendData(_basis!);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    private void Take(string? text) => Take(MemoryMarshal.AsBytes((text ?? "\uFFFF").AsSpan()));

    // Its length first, so that no two rows of parts make the same bytes.
    private void Take(ReadOnlySpan<byte> part)
    {
        _hash.AppendData(MemoryMarshal.AsBytes([part.Length]));
        _hash.AppendData(part);
    }
}
