using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace EvidenceRegistry.FullText;

/// <summary>Hands our ready tokens to Lucene as they are; no analyzer of Lucene takes part.</summary>
internal sealed class RunTokens : TokenStream
{
    private readonly ICharTermAttribute _term;
    private readonly IPositionIncrementAttribute _increment;
    private readonly IReadOnlyList<TokenRun> _runs;
    private int _run;
    private int _token;
    private int _last;
    private int _start;

    public RunTokens(IReadOnlyList<TokenRun> runs)
    {
        _runs = runs;
        _term = AddAttribute<ICharTermAttribute>();
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    public override void Reset()
    {
        base.Reset();
        (_run, _token, _last, _start) = (0, 0, -1, 0);
    }

    public override bool IncrementToken()
    {
        while (_run < _runs.Count && _token == _runs[_run].Tokens.Count)
        {
            if (_token > 0)
            {
                _start = _last + IndexFields.Gap;
            }

            _run++;
            _token = 0;
        }

        if (_run == _runs.Count)
        {
            return false;
        }

        ClearAttributes();
        Token token = _runs[_run].Tokens[_token++];
        _term.SetEmpty().Append(_runs[_run].Prefix).Append(token.Text);
        int position = _start + token.Position;
        _increment.PositionIncrement = position - _last;
        _last = position;
        return true;
    }
}
