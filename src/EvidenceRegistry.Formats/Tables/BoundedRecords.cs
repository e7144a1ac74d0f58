namespace EvidenceRegistry.Formats.Tables;

/// <summary>
/// Text of a table in which no record is longer than allowed: what goes beyond is dropped on its way to the parser, which would else hold
/// the whole of it (an unclosed quote makes the rest of a file one record). Which records were cut, and how many line ends went with it,
/// can be asked by the line the parser counts.
/// </summary>
internal sealed class BoundedRecords(TextReader text, int longest) : TextReader
{
    private readonly List<(long Line, long Dropped)> _cuts = [];
    private long _line = 1;
    private long _recordLine = 1;
    private long _dropped;
    private int _length;
    private bool _quoted;
    private char _before = '\n';

    /// <summary>Line ends dropped before the line the parser calls <paramref name="line"/>.</summary>
    public long DroppedBefore(long line) => _cuts.LastOrDefault(cut => cut.Line < line).Dropped;

    public bool WasCut(long line) => _cuts.Exists(cut => cut.Line == line);

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        int kept;
        do
        {
            var read = text.Read(buffer);
            if (read == 0)
            {
                return 0;
            }

            kept = Keep(buffer[..read]);
        }
        while (kept == 0);

        return kept;
    }

    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override int Peek() => throw new NotSupportedException();

    private int Keep(Span<char> buffer)
    {
        var kept = 0;
        foreach (var one in buffer)
        {
            var ends = one == '\n';
            // A quote opens a field only where one begins, or once more behind the one that closed it (a doubled quote).
            _quoted = one == '"' ? !_quoted && (_before is '\n' or '\r' or ',' or ';' or '\t' or '|' or ' ' or '"') : _quoted;
            _before = one;
            if (ends && !_quoted)
            {
                _length = 0;
                _recordLine = ++_line;
                buffer[kept++] = one;
            }
            else if (++_length <= longest || one == '"')
            {
                // Quotes are kept even beyond: without them the end of the record would be lost to the parser.
                _line += ends ? 1 : 0;
                buffer[kept++] = one;
            }
            else
            {
                _dropped += ends ? 1 : 0;
                Note();
            }
        }

        return kept;
    }

    private void Note()
    {
        if (_cuts.Count > 0 && _cuts[^1].Line == _recordLine)
        {
            _cuts[^1] = (_recordLine, _dropped);
        }
        else
        {
            _cuts.Add((_recordLine, _dropped));
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            text.Dispose();
        }

        base.Dispose(disposing);
    }
}
