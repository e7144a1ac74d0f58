namespace EvidenceRegistry.Formats.Bibliographies;

/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Column">Of its first sign in that line, from 1, in bytes.</param>
/// <param name="Json">The item's own bytes; the beginning alone where it is too long.</param>
internal readonly record struct CslItem(long Line, long Column, ReadOnlyMemory<byte> Json, bool TooLong, bool Closed);

/// <summary>Cuts a JSON array at its items (a single item is one too), holding one at a time.</summary>
internal static class CslItems
{
    public static IEnumerable<CslItem> Read(Stream utf8, int longest)
    {
        var block = new byte[64 * 1024];
        using var item = new MemoryStream();
        var (line, start, column, startColumn, depth, inText, escaped, tooLong) = (1L, 0L, 0L, 0L, 0, false, false, false);
        int read;
        while ((read = utf8.Read(block)) > 0)
        {
            for (var at = 0; at < read; at++)
            {
                var one = block[at];
                (line, column) = one == (byte)'\n' ? (line + 1, 0) : (line, column + 1);
                if (depth == 0 && (one != (byte)'{' || inText))
                {
                    // Brackets, commas and blanks between items; anything else is met again as an item that is none.
                    continue;
                }

                (start, startColumn) = depth == 0 ? (line, column) : (start, startColumn);
                if (item.Length < longest)
                {
                    item.WriteByte(one);
                }

                tooLong |= item.Length >= longest;
                if (inText)
                {
                    inText = escaped || one != (byte)'"';
                    escaped = !escaped && one == (byte)'\\';
                    continue;
                }

                inText = one == (byte)'"';
                depth += one is (byte)'{' or (byte)'[' ? 1 : one is (byte)'}' or (byte)']' ? -1 : 0;
                if (depth == 0)
                {
                    yield return new CslItem(start, startColumn, item.ToArray(), tooLong, Closed: true);
                    item.SetLength(0);
                    tooLong = false;
                }
            }
        }

        if (item.Length > 0)
        {
            yield return new CslItem(start, startColumn, item.ToArray(), tooLong, Closed: false);
        }
    }
}
