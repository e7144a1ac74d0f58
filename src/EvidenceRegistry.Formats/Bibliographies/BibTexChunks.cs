using System.Text;
using EvidenceRegistry.Formats.Bulk;

namespace EvidenceRegistry.Formats.Bibliographies;

/// <param name="Line">Where its @ stands, from 1.</param>
/// <param name="Type">In lower case: article, string, comment, preamble …</param>
/// <param name="Body">Between the outer braces; the beginning alone where it is too long.</param>
/// <param name="Closed">False where the next entry or the end of the file came before the closing brace.</param>
internal sealed record BibTexChunk(long Line, int Column, string Type, string Body, bool Closed, bool TooLong);

/// <summary>
/// Cuts a BibTeX file at its entries by counting braces, as BibTeX does; what stands between entries is a comment. A line that begins
/// like an entry inside another one ends that other: a brace was forgotten there, and must not cost the rest of the file.
/// </summary>
internal static class BibTexChunks
{
    public static IEnumerable<BibTexChunk> Read(TextReader text, int longest)
    {
        Scan? open = null;
        foreach (var line in TextLines.Read(text, longest))
        {
            for (var at = 0; at <= line.Text.Length;)
            {
                if (open is null)
                {
                    var start = Start(line.Text, at);
                    if (start is null)
                    {
                        break;
                    }

                    open = new Scan(line.Number, start.Value.At + 1, start.Value.Type, start.Value.Opening, longest);
                    at = start.Value.Body;
                }

                if (at == 0 && open.Line < line.Number && StartsEntry(line.Text))
                {
                    yield return open.Done(closed: false);
                    open = null;
                    continue;
                }

                at = open.Take(line.Text, at, line.TooLong);
                if (at < 0)
                {
                    break;
                }

                yield return open.Done(closed: true);
                open = null;
            }
        }

        if (open is not null)
        {
            yield return open.Done(closed: false);
        }
    }

    private static bool StartsEntry(string line) => Start(line, 0) is { } start && line.AsSpan(0, start.At).Trim().IsEmpty && start.Type != "comment";

    /// <summary>@, letters, an opening brace or parenthesis; blanks may stand between.</summary>
    private static (int At, string Type, char Opening, int Body)? Start(string line, int from)
    {
        for (var at = line.IndexOf('@', from); at >= 0; at = line.IndexOf('@', at + 1))
        {
            var name = at + 1;
            while (name < line.Length && char.IsWhiteSpace(line[name]))
            {
                name++;
            }

            var end = name;
            while (end < line.Length && char.IsAsciiLetter(line[end]))
            {
                end++;
            }

            var brace = end;
            while (brace < line.Length && char.IsWhiteSpace(line[brace]))
            {
                brace++;
            }

            if (end > name && brace < line.Length && (line[brace] is '{' or '('))
            {
                return (at, line[name..end].ToLowerInvariant(), line[brace], brace + 1);
            }
        }

        return null;
    }

    private sealed class Scan(long line, int column, string type, char opening, int longest)
    {
        private readonly StringBuilder _body = new();
        private int _depth;
        private bool _tooLong;

        public long Line => line;

        /// <returns>Where the text goes on behind the closing brace; negative where it is not closed in this line.</returns>
        public int Take(string text, int from, bool cut)
        {
            for (var at = from; at < text.Length; at++)
            {
                var one = text[at];
                if (_depth == 0 && one == (opening == '{' ? '}' : ')'))
                {
                    Keep(text.AsSpan(from, at - from), cut);
                    return at + 1;
                }

                _depth += one == '{' ? 1 : one == '}' && _depth > 0 ? -1 : 0;
            }

            Keep(text.AsSpan(from), cut);
            Keep("\n", false);
            return -1;
        }

        public BibTexChunk Done(bool closed) => new(line, column, type, _body.ToString(), closed, _tooLong);

        private void Keep(ReadOnlySpan<char> text, bool cut)
        {
            var room = Math.Min(text.Length, longest - _body.Length);
            _body.Append(text[..room]);
            _tooLong |= cut || room < text.Length;
        }
    }
}
