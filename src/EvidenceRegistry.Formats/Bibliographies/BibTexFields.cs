using System.Text;

namespace EvidenceRegistry.Formats.Bibliographies;

/// <summary>Key and fields of one entry's body.</summary>
internal sealed class BibTexFields
{
    // Months are known to every BibTeX style.
    private static readonly Dictionary<string, string> Months = new[] { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" }.ToDictionary(month => month, StringComparer.Ordinal);

    private readonly string _body;
    private readonly IReadOnlyDictionary<string, string> _strings;
    private int _at;

    private BibTexFields(string body, IReadOnlyDictionary<string, string> strings) => (_body, _strings) = (body, strings);

    public string Key { get; private set; } = "";

    /// <summary>Name in lower case → value as it stands between its braces or quotes, pieces joined; with the offset of the value in the body.</summary>
    public Dictionary<string, (string Value, int Offset)> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the form breaks; negative where it does not. What stands before it was read.</summary>
    public int BrokenAt { get; private set; } = -1;

    /// <param name="strings">Abbreviations by @string, in lower case.</param>
    /// <param name="keyed">Entries begin with a key; @string does not.</param>
    public static BibTexFields Of(string body, IReadOnlyDictionary<string, string> strings, bool keyed = true)
    {
        var fields = new BibTexFields(body, strings);
        if (keyed)
        {
            fields.ReadKey();
        }

        while (fields.BrokenAt < 0 && fields.More())
        {
            fields.ReadField();
        }

        return fields;
    }

    private void ReadKey()
    {
        var end = _body.IndexOf(',', StringComparison.Ordinal);
        var equals = _body.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0 && (end < 0 || equals < end))
        {
            // No key at all: the first thing is a field.
            return;
        }

        Key = (end < 0 ? _body : _body[..end]).Trim();
        _at = end < 0 ? _body.Length : end + 1;
    }

    private bool More()
    {
        while (_at < _body.Length && (char.IsWhiteSpace(_body[_at]) || _body[_at] == ','))
        {
            _at++;
        }

        return _at < _body.Length;
    }

    private void ReadField()
    {
        var start = _at;
        var equals = _body.IndexOf('=', start);
        var name = equals < 0 ? "" : _body[start..equals].Trim().ToLowerInvariant();
        if (name.Length == 0 || name.Any(one => char.IsWhiteSpace(one) || one is '{' or '}' or '"' or ','))
        {
            BrokenAt = start;
            return;
        }

        _at = equals + 1;
        var value = new StringBuilder();
        Blanks();
        var offset = _at;
        do
        {
            Blanks();
            if (Piece() is not { } piece)
            {
                BrokenAt = Math.Min(_at, _body.Length);
                break;
            }

            value.Append(piece);
            Blanks();
        }
        while (_at < _body.Length && _body[_at] == '#' && ++_at > 0);
        if (value.Length > 0)
        {
            Fields.TryAdd(name, (value.ToString(), offset));
        }

        if (BrokenAt < 0 && _at < _body.Length && _body[_at] != ',')
        {
            BrokenAt = _at;
        }
    }

    private string? Piece()
    {
        if (_at >= _body.Length)
        {
            return null;
        }

        if (_body[_at] is '{' or '"')
        {
            return Delimited(_body[_at] == '{' ? '}' : '"');
        }

        var start = _at;
        while (_at < _body.Length && !char.IsWhiteSpace(_body[_at]) && _body[_at] is not (',' or '#' or '{' or '}' or '"'))
        {
            _at++;
        }

        var word = _body[start.._at];
        return word.Length == 0 ? null
            : _strings.TryGetValue(word.ToLowerInvariant(), out var text) || Months.TryGetValue(word.ToLowerInvariant(), out text) ? text
            : word;
    }

    private string? Delimited(char closing)
    {
        var start = ++_at;
        for (var depth = 0; _at < _body.Length; _at++)
        {
            var one = _body[_at];
            if (depth == 0 && one == closing)
            {
                return _body[start.._at++];
            }

            depth += one == '{' ? 1 : one == '}' ? -1 : 0;
        }

        return null;
    }

    private void Blanks()
    {
        while (_at < _body.Length && char.IsWhiteSpace(_body[_at]))
        {
            _at++;
        }
    }
}
