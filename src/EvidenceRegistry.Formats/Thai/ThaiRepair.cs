namespace EvidenceRegistry.Formats.Thai;

/// <summary>
/// Gives Thai text out of PDFs its writing back, and takes Latin ligatures apart. It changes only the kinds of damage <see cref="ThaiDamage"/> names, and mending a mended text changes nothing.
/// </summary>
public static class ThaiRepair
{
    /// <summary>Grows when the rules change, so that stored text can be told from what they would make of it now.</summary>
    public const int Version = 2;

    // Each round makes the text shorter or its marks better sorted; real pages come to rest after two.
    private const int MaxRounds = 16;

    public static Repaired Mend(string raw)
    {
        var text = MendingText.Of(raw);
        var damage = default(ThaiDamage);
        for (var round = 0; round < MaxRounds; round++)
        {
            var found = Round(ref text);
            damage += found;
            if (found.Mended == 0)
            {
                break;
            }
        }

        var mended = damage.Mended == 0 ? raw : text.Signs.ToString();
        return new Repaired(mended, damage with { Left = DamagedMarks.Count(mended) }, text.From.ToArray());
    }

    private static ThaiDamage Round(ref MendingText text)
    {
        var glyphs = PrivateUseGlyphs.Mend(text);
        var misencoded = MisencodedMarks.Mend(text);
        var headings = GazetteHeading.Mend(text);
        var saraAa = SaraAmForAa.Mend(text);
        (text, var blanks) = BlanksBeforeMarks.Mend(text);
        (text, var rings) = LostRings.Mend(text);
        (text, var saraAm) = SaraAmPieces.Mend(text);
        var moved = MarkOrder.Sort(text);
        (text, var doubled) = MarkOrder.DropDoubles(text);
        (text, var ligatures) = LatinLigatures.Mend(text);
        return new ThaiDamage(glyphs, misencoded, saraAm + rings, moved + headings, doubled, blanks, saraAa, ligatures, 0);
    }
}
