namespace EvidenceRegistry.Formats.Thai;

/// <summary>How often each kind of damage was mended, and how many places still look damaged.</summary>
/// <param name="PrivateUseGlyphs">Positional glyphs of old fonts, U+F700–U+F71A, given their letters back.</param>
/// <param name="MisencodedMarks">Tone marks written as Latin letters: <c>พืÊนทีÉ</c>.</param>
/// <param name="SaraAm">SARA AM in pieces: <c>ํา</c>, <c> ำ</c>, <c>ก าหนด</c>, <c>น้ำา</c>, or its ring lost: <c>ส\uFFFDานัก</c>.</param>
/// <param name="MarksOutOfOrder">A tone before its vowel, a mark after the vowel it belongs before.</param>
/// <param name="MarksDoubled">The same mark twice.</param>
/// <param name="BlanksBeforeMarks">A blank between a letter and its mark.</param>
/// <param name="SaraAa">SARA AA that the font calls SARA AM: <c>กำร</c> for การ.</param>
/// <param name="Ligatures">Latin letters drawn as one sign, U+FB00–U+FB06, taken apart: <c>ﬁnd</c>.</param>
/// <param name="Left">Places still damaged after the repair, as <see cref="DamagedMarks"/> counts them.</param>
public readonly record struct ThaiDamage(int PrivateUseGlyphs, int MisencodedMarks, int SaraAm, int MarksOutOfOrder, int MarksDoubled, int BlanksBeforeMarks, int SaraAa, int Ligatures, int Left)
{
    public const int CountsLength = 9;

    /// <summary>Places mended, of all kinds.</summary>
    public int Mended => PrivateUseGlyphs + MisencodedMarks + SaraAm + MarksOutOfOrder + MarksDoubled + BlanksBeforeMarks + SaraAa + Ligatures;

    /// <summary>Places found damaged: mended and left.</summary>
    public int Found => Mended + Left;

    public static ThaiDamage operator +(ThaiDamage one, ThaiDamage other) => new(
        one.PrivateUseGlyphs + other.PrivateUseGlyphs,
        one.MisencodedMarks + other.MisencodedMarks,
        one.SaraAm + other.SaraAm,
        one.MarksOutOfOrder + other.MarksOutOfOrder,
        one.MarksDoubled + other.MarksDoubled,
        one.BlanksBeforeMarks + other.BlanksBeforeMarks,
        one.SaraAa + other.SaraAa,
        one.Ligatures + other.Ligatures,
        one.Left + other.Left);

    /// <summary>The counts in the order of the members; <see cref="FromCounts"/> takes them back.</summary>
    public int[] ToCounts() => [PrivateUseGlyphs, MisencodedMarks, SaraAm, MarksOutOfOrder, MarksDoubled, BlanksBeforeMarks, SaraAa, Ligatures, Left];

    public static ThaiDamage FromCounts(ReadOnlySpan<int> counts) => new(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6], counts[7], counts[8]);
}
