namespace EvidenceRegistry.FullText.Tagging;

/// <summary>Weights that were taught before, in the order of another list of words.</summary>
internal sealed class StartingWeights
{
    private readonly TagWeights? _taught;
    private readonly float[] _weights = [];
    private readonly int[] _rows = [];

    public StartingWeights(TagWeights? taught, IReadOnlyList<string> words)
    {
        _taught = taught;
        if (taught is not null)
        {
            _weights = taught.Unpacked();
            var rows = taught.Words.Select((word, row) => (word, row)).ToDictionary(w => w.word, w => w.row, StringComparer.Ordinal);
            _rows = [.. words.Select(word => rows.GetValueOrDefault(word, -1))];
        }
    }

    public bool IsNew => _taught is null;

    public IReadOnlyList<string> Codes => _taught?.Codes ?? [];

    /// <summary>Log-odds that a usual concept's were kept beside.</summary>
    public const double Usual = -5;

    public int Texts(string code) => At(code) is >= 0 and var at ? _taught!.Texts[at] : 0;

    /// <returns>Null for a code that nothing was taught of.</returns>
    public (double[]? Weights, double? Bias) Of(string code)
    {
        int at = At(code);
        return at < 0 ? (null, null) : ([.. _rows.Select(row => row < 0 ? 0 : (double)_weights[(row * Codes.Count) + at])], Usual + _taught!.Biases[at]);
    }

    private int At(string code) => _taught is null ? -1 : _taught.Codes.ToList().IndexOf(code);
}
