namespace EvidenceRegistry.Tagging;

/// <param name="Proposed">Proposals that a person confirmed or rejected.</param>
/// <param name="Added">Tags that a person confirmed and nothing had proposed or claimed: what the machine missed.</param>
/// <param name="Precision">Confirmed ÷ decided; null where nothing is decided. Likewise recall and F1.</param>
public sealed record TagFigures(int Proposed, int Confirmed, int Rejected, int Added, double? Precision, double? Recall, double? F1)
{
    internal static TagFigures Of(int confirmed, int rejected, int added) => new(
        confirmed + rejected, confirmed, rejected, added,
        Part(confirmed, confirmed + rejected), Part(confirmed, confirmed + added), Part(2 * confirmed, (2 * confirmed) + rejected + added));

    private static double? Part(int part, int whole) => whole == 0 ? null : Math.Round(part / (double)whole, 4);
}

/// <param name="From">Lowest confidence in the bin; bins hold equally many.</param>
/// <param name="Said">Mean confidence of its proposals; <paramref name="Held"/>: the part that was confirmed.</param>
public sealed record CalibrationBin(double From, double To, int Count, double Said, double Held);

/// <summary>How often the machine was silent, of up to 4,000 records, drawn evenly where there are more.</summary>
/// <param name="Records">
/// Records read for proposals of which everybody may read every file, so that the figure tells nothing of closed text, and of which the machine's own word is known: where a
/// source claims something and the machine had proposed nothing before, it is not.
/// </param>
/// <param name="Abstained">Those for which it proposed nothing; <paramref name="Share"/> of the records, null where there are none.</param>
public sealed record TagAbstention(long Records, long Abstained, double? Share)
{
    internal static TagAbstention Of(long records, long abstained) => new(records, abstained, records == 0 ? null : Math.Round(abstained / (double)records, 4));
}

/// <param name="Band">
/// By length: <c>upTo300</c>, <c>upTo3000</c>, <c>upTo30000</c> letters or <c>longer</c>, of title, abstract, keywords and objective in both languages and of the pages that everybody may read.
/// By language: <c>thai</c> or <c>english</c> where four of five letters of title, abstract, keywords and objective are of that script, else <c>other</c> (both, or neither). Both as the record stands now.
/// </param>
/// <param name="MacroPrecision">Mean over concepts with at least ten decisions in the band; null where there are none. Likewise recall and F1.</param>
public sealed record TagBandQuality(string Band, TagFigures Micro, double? MacroPrecision, double? MacroRecall, double? MacroF1, TagAbstention Abstention);

/// <param name="Micro">Over all decisions of the scheme.</param>
/// <param name="MacroPrecision">Mean over the concepts listed; null where there are none. Likewise recall and F1.</param>
/// <param name="Brier">Mean square of confidence − truth; <paramref name="BrierOfBaseRate"/> that of always saying the share confirmed.</param>
/// <param name="Concepts">Those with at least ten decisions.</param>
/// <param name="ByLength">Bands of texts by their length, shortest first; <paramref name="ByLanguage"/>: by their language.</param>
public sealed record SchemeQuality(
    string Scheme, TagFigures Micro, double? MacroPrecision, double? MacroRecall, double? MacroF1, double? Brier, double? BrierOfBaseRate, IReadOnlyList<CalibrationBin> Calibration,
    IReadOnlyDictionary<string, TagFigures> Concepts, TagAbstention Abstention, IReadOnlyList<TagBandQuality> ByLength, IReadOnlyList<TagBandQuality> ByLanguage);

/// <param name="Records">Records read for proposals, all that <see cref="TagAbstention.Records"/> are drawn from; <paramref name="Abstained"/>: those that got none of the plan.</param>
/// <param name="Schemes">Those that the machine proposes concepts of, and those of which something was decided.</param>
public sealed record TagQualityView(string Version, long Records, long Abstained, IReadOnlyList<SchemeQuality> Schemes);
