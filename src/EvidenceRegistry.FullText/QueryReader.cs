using System.Text;

namespace EvidenceRegistry.FullText;

/// <summary>Reads the parts of a typed question one after the other.</summary>
internal sealed class QueryReader(string typed, string signs)
{
    /// <summary>All of them open and close: people mix them, and keyboards do it for them.</summary>
    public const string QuoteSigns = "\"“”„‟«»";

    /// <summary>Those of printed text left out.</summary>
    public const string TypedSigns = "\"";

    private const char Escape = '\\';

    private int _at;

    /// <summary>Once no closing sign was found there is none further on: keeps the whole linear.</summary>
    private bool _noMoreQuotes;

    /// <summary>Where the next part begins.</summary>
    public int At => _at;

    /// <summary>Whether white space, or nothing, stands before it.</summary>
    public bool IsApart => _at == 0 || IsSpace(typed[_at - 1]);

    /// <summary>False at the end.</summary>
    public bool SkipSpace()
    {
        while (_at < typed.Length && IsSpace(typed[_at]))
        {
            _at++;
        }

        return _at < typed.Length;
    }

    /// <summary>A minus that stands before a word or a quotation and after white space.</summary>
    public bool TakeMinus()
    {
        bool minus = typed[_at] == '-'
            && IsApart
            && _at + 1 < typed.Length && !IsSpace(typed[_at + 1]) && typed[_at + 1] != '-';
        _at += minus ? 1 : 0;
        return minus;
    }

    /// <summary>The quotation that begins here, <c>\"</c> read as a sign of its own; null where none begins or none closes.</summary>
    public string? TakeQuote()
    {
        if (_at == typed.Length || !IsQuote(_at) || _noMoreQuotes)
        {
            return null;
        }

        var quote = new StringBuilder();
        for (int i = _at + 1; i < typed.Length; i++)
        {
            if (typed[i] == Escape && i + 1 < typed.Length && (signs.Contains(typed[i + 1]) || typed[i + 1] == Escape))
            {
                quote.Append(typed[++i]);
            }
            else if (signs.Contains(typed[i]))
            {
                _at = i + 1;
                return quote.ToString();
            }
            else
            {
                quote.Append(typed[i]);
            }
        }

        _noMoreQuotes = true;
        return null;
    }

    /// <summary>The name before a colon that is followed by a value; null where none stands here.</summary>
    public string? TakeField(Dictionary<string, string> fields)
    {
        int colon = typed.AsSpan(_at, Math.Min(12, typed.Length - _at)).IndexOf(':');
        if (colon <= 0 || _at + colon + 1 == typed.Length || IsSpace(typed[_at + colon + 1])
            || !fields.TryGetValue(typed.Substring(_at, colon), out string? name))
        {
            return null;
        }

        _at += colon + 1;
        return name;
    }

    /// <summary>Up to white space or to a quotation that begins inside; at least one sign.</summary>
    public string TakeWord()
    {
        int start = _at++;
        while (_at < typed.Length && !IsSpace(typed[_at]) && (_noMoreQuotes || !IsQuote(_at)))
        {
            _at++;
        }

        return typed[start.._at];
    }

    /// <summary>A sign after a digit is a measure in inches, not a quotation.</summary>
    private bool IsQuote(int at) => signs.Contains(typed[at]) && (at == 0 || !char.IsAsciiDigit(typed[at - 1]));

    private static bool IsSpace(char c) => char.IsWhiteSpace(c) || char.IsControl(c);
}
