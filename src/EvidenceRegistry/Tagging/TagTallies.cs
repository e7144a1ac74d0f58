namespace EvidenceRegistry.Tagging;

/// <summary>What is counted of one scheme, as a whole and by bands of texts.</summary>
internal sealed class TagTallies
{
    private readonly TagTally _all = new();
    private readonly Dictionary<string, Band> _lengths = TextShape.Lengths.ToDictionary(name => name, _ => new Band(), StringComparer.Ordinal);
    private readonly Dictionary<string, Band> _languages = TextShape.Languages.ToDictionary(name => name, _ => new Band(), StringComparer.Ordinal);

    public void Add(string code, double? confidence, bool right, TextShape shape)
    {
        foreach (var tally in new[] { _all, _lengths[shape.Length].Tally, _languages[shape.Language].Tally })
        {
            tally.Add(code, confidence, right);
        }
    }

    /// <summary>One record more was read.</summary>
    /// <param name="abstained">Nothing was proposed for it.</param>
    public void AddRead(TextShape shape, bool abstained)
    {
        foreach (var band in new[] { _lengths[shape.Length], _languages[shape.Language] })
        {
            (band.Read, band.Abstained) = (band.Read + 1, band.Abstained + (abstained ? 1 : 0));
        }
    }

    public SchemeQuality Figures(string scheme) => new(
        scheme, _all.Micro, _all.Macro(c => c.Precision), _all.Macro(c => c.Recall), _all.Macro(c => c.F1), _all.Brier(), _all.BrierOfBaseRate(), _all.Calibration(), _all.Concepts(),
        TagAbstention.Of(_lengths.Values.Sum(b => b.Read), _lengths.Values.Sum(b => b.Abstained)), Of(_lengths, TextShape.Lengths), Of(_languages, TextShape.Languages));

    private static IReadOnlyList<TagBandQuality> Of(Dictionary<string, Band> bands, IReadOnlyList<string> names) => [.. names.Select(name => (Name: name, Band: bands[name]))
        .Select(b => new TagBandQuality(
            b.Name, b.Band.Tally.Micro, b.Band.Tally.Macro(c => c.Precision), b.Band.Tally.Macro(c => c.Recall), b.Band.Tally.Macro(c => c.F1), TagAbstention.Of(b.Band.Read, b.Band.Abstained)))];

    private sealed class Band
    {
        public TagTally Tally { get; } = new();

        public long Read { get; set; }

        public long Abstained { get; set; }
    }
}
