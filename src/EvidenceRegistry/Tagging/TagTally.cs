namespace EvidenceRegistry.Tagging;

/// <summary>
/// Counts what people said of proposals, one decision after another. What it holds grows with concepts and with figures of confidence, which have four places, never with decisions.
/// </summary>
internal sealed class TagTally
{
    private const int Bins = 5, EnoughDecisions = 10, Places = 4;

    private readonly SortedDictionary<string, Counted> _concepts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<double, (int All, int Right)> _said = [];

    /// <param name="confidence">Of the machine's proposal; null where it had proposed nothing.</param>
    /// <param name="right">Confirmed.</param>
    public void Add(string code, double? confidence, bool right)
    {
        var counted = _concepts.GetValueOrDefault(code);
        _concepts[code] = confidence is null
            ? counted with { Decided = counted.Decided + 1, Added = counted.Added + (right ? 1 : 0) }
            : counted with { Decided = counted.Decided + 1, Confirmed = counted.Confirmed + (right ? 1 : 0), Rejected = counted.Rejected + (right ? 0 : 1) };
        if (confidence is { } said)
        {
            var (all, held) = _said.GetValueOrDefault(Math.Round(said, Places));
            _said[Math.Round(said, Places)] = (all + 1, held + (right ? 1 : 0));
        }
    }

    public TagFigures Micro => TagFigures.Of(_concepts.Values.Sum(c => c.Confirmed), _concepts.Values.Sum(c => c.Rejected), _concepts.Values.Sum(c => c.Added));

    public IReadOnlyDictionary<string, TagFigures> Concepts() =>
        _concepts.Where(c => c.Value.Decided >= EnoughDecisions).ToDictionary(c => c.Key, c => TagFigures.Of(c.Value.Confirmed, c.Value.Rejected, c.Value.Added), StringComparer.Ordinal);

    /// <summary>Mean over concepts with enough decisions, of those where the figure says anything.</summary>
    public double? Macro(Func<TagFigures, double?> figure) => Concepts().Values.Average(figure) is { } mean ? Math.Round(mean, Places) : null;

    public double? Brier() => Made == 0 ? null
        : Math.Round(_said.Sum(s => (s.Value.Right * Math.Pow(1 - s.Key, 2)) + ((s.Value.All - s.Value.Right) * Math.Pow(s.Key, 2))) / Made, Places);

    public double? BrierOfBaseRate() => Made == 0 ? null : Math.Round(Held / Made * (1 - (Held / Made)), Places);

    /// <summary>Equally many proposals in each; those of one confidence that fall into two bins are as right in the one as in the other.</summary>
    public IReadOnlyList<CalibrationBin> Calibration()
    {
        var bins = new List<CalibrationBin>();
        var (made, taken) = (Made < Bins ? 0 : Made, 0L);
        var (from, count, said, held) = (0.0, 0, 0.0, 0.0);
        foreach (var (confidence, (all, right)) in _said)
        {
            for (long left = all; left > 0 && bins.Count < Bins && made > 0;)
            {
                var some = (int)Math.Min(left, ((bins.Count + 1) * made / Bins) - taken);
                from = count == 0 ? confidence : from;
                (count, said, held) = (count + some, said + (some * confidence), held + (some * (right / (double)all)));
                (left, taken) = (left - some, taken + some);
                if (taken == (bins.Count + 1) * made / Bins)
                {
                    bins.Add(new CalibrationBin(from, confidence, count, Math.Round(said / count, Places), Math.Round(held / count, Places)));
                    (count, said, held) = (0, 0, 0);
                }
            }
        }

        return bins;
    }

    private long Made => _said.Values.Sum(s => (long)s.All);

    private double Held => _said.Values.Sum(s => (double)s.Right);

    private readonly record struct Counted(int Decided, int Confirmed, int Rejected, int Added);
}
