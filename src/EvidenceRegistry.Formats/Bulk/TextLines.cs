using System.Text;

namespace EvidenceRegistry.Formats.Bulk;

/// <param name="Number">From 1.</param>
/// <param name="Text">Without its line end; its beginning alone where it is too long.</param>
internal readonly record struct TextLine(long Number, string Text, bool TooLong);

/// <summary>Lines of a text (LF, CR LF or CR), of which never more than one is held, and that up to a limit.</summary>
internal static class TextLines
{
    public static IEnumerable<TextLine> Read(TextReader text, int longest)
    {
        var block = new char[16 * 1024];
        var line = new StringBuilder();
        var (number, tooLong, afterCr, pending) = (1L, false, false, false);
        int read;
        while ((read = text.Read(block, 0, block.Length)) > 0)
        {
            for (var at = 0; at < read;)
            {
                if (afterCr && block[at] == '\n')
                {
                    (at, afterCr) = (at + 1, false);
                    continue;
                }

                var end = block.AsSpan(at, read - at).IndexOfAny('\n', '\r');
                var length = end < 0 ? read - at : end;
                var room = Math.Min(length, longest - line.Length);
                line.Append(block, at, room);
                tooLong |= room < length;
                at += length + (end < 0 ? 0 : 1);
                (pending, afterCr) = (end < 0, end >= 0 && block[at - 1] == '\r');
                if (end >= 0)
                {
                    yield return new TextLine(number++, line.ToString(), tooLong);
                    tooLong = false;
                    line = line.Capacity > 1024 * 1024 ? new StringBuilder() : line.Clear();
                }
            }
        }

        if (pending)
        {
            yield return new TextLine(number, line.ToString(), tooLong);
        }
    }
}
