using System.Runtime.Intrinsics;

namespace EvidenceRegistry.FullText.Tagging;

/// <summary>Weights that were taught before, in the order of another list of words and pairs.</summary>
internal sealed class StartingWeights
{
    private readonly TagWeights? _taught;
    private readonly int[] _rows = [];

    public StartingWeights(TagWeights? taught, IReadOnlyList<string> words)
    {
        _taught = taught;
        if (taught is not null)
        {
            taught.Check();
            var rows = taught.Words.Select((word, row) => (word, row)).ToDictionary(w => w.word, w => w.row, StringComparer.Ordinal);
            _rows = [.. words.Select(word => rows.GetValueOrDefault(word, -1))];
        }
    }

    public bool IsNew => _taught is null;

    public IReadOnlyList<string> Codes => _taught?.Codes ?? [];

    /// <summary>Log-odds that a usual concept's were kept beside.</summary>
    public const double Usual = -5;

    public bool Has(string code) => At(code) >= 0;

    public int Texts(string code) => At(code) is >= 0 and var at ? _taught!.Texts[at] : 0;

    /// <returns>Null for a code that nothing was taught of.</returns>
    public double? Bias(string code) => At(code) is >= 0 and var at ? Usual + _taught!.Biases[at] : null;

    /// <summary>Weights of a few codes by row, 0 where nothing was taught; null where nothing was taught of any of them.</summary>
    public Vector256<float>[]? Of(IReadOnlyList<string> codes)
    {
        int[] columns = [.. codes.Select(At)];
        if (columns.All(at => at < 0))
        {
            return null;
        }

        var weights = new Vector256<float>[_rows.Length];
        Span<float> some = stackalloc float[WordRegression.Together];
        for (int word = 0; word < weights.Length; word++)
        {
            some.Clear();
            for (int code = 0; code < columns.Length; code++)
            {
                some[code] = _rows[word] < 0 || columns[code] < 0 ? 0 : (float)_taught!.Of(_rows[word], columns[code]);
            }

            weights[word] = Vector256.Create<float>(some);
        }

        return weights;
    }

    private int At(string code) => _taught is null ? -1 : _taught.Codes.ToList().IndexOf(code);
}
