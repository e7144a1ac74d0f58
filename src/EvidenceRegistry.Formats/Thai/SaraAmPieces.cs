namespace EvidenceRegistry.Formats.Thai;

/// <summary>
/// SARA AM is one letter drawn as a ring over its consonant and a stroke beside it, and tools cut it there: <c>ํา</c>, <c>ํ า</c> (ring and stroke apart),
/// <c> ำ</c> (a blank before it), <c>ก า</c> (the ring lost, a blank in its place, as one word processor's export writes it) <c>ำา</c> (the stroke twice) and
/// <c>น้้า</c> (the ring as a second MAI THO, in น้ำ alone, which is met a hundred times as often as น้า).
/// </summary>
internal static class SaraAmPieces
{
    private const char MaiTho = '\u0E49';

    public static (MendingText Text, int Mended) Mend(MendingText text)
    {
        var kept = new MendingText(text.Length);
        var mended = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var next = text[i + 1];
            if (text[i] == ThaiSigns.Nikhahit && next == ThaiSigns.SaraAa)
            {
                kept.Add(ThaiSigns.SaraAm, text.From[i]);
                i++;
            }
            else if (text[i] == ThaiSigns.Nikhahit && ThaiSigns.IsTone(next) && text[i + 2] == ThaiSigns.SaraAa)
            {
                kept.Take(text, i + 1);
                kept.Add(ThaiSigns.SaraAm, text.From[i]);
                i += 2;
            }
            else if (text[i] == ThaiSigns.Nikhahit && ThaiSigns.IsBlank(next) && text[i + 2] == ThaiSigns.SaraAa)
            {
                kept.Add(ThaiSigns.SaraAm, text.From[i]);
                i += 2;
            }
            else if (ThaiSigns.IsBlank(text[i]) && next == ThaiSigns.SaraAm && EndsLetter(text, i - 1))
            {
                kept.Take(text, i + 1);
                i++;
            }
            else if (ThaiSigns.IsBlank(text[i]) && next == ThaiSigns.SaraAa && EndsLetter(text, i - 1) && !IsLetterSpaced(text, i) && !IsTitle(text, i))
            {
                kept.Add(ThaiSigns.SaraAm, text.From[i + 1]);
                i++;
            }
            else if (text[i] == MaiTho && next == MaiTho && text[i + 2] == ThaiSigns.SaraAa && text[i - 1] == 'น')
            {
                kept.Take(text, i);
                kept.Add(ThaiSigns.SaraAm, text.From[i + 2]);
                i += 2;
            }
            else if (text[i] is ThaiSigns.SaraAa or ThaiSigns.SaraAm && kept[kept.Length - 1] == ThaiSigns.SaraAm)
            {
                mended++;
                continue;
            }
            else
            {
                kept.Take(text, i);
                continue;
            }

            mended++;
        }

        return (kept, mended);
    }

    // นาย (Mr) broken behind its first letter: the one frequent word whose break looks like a lost ring.
    private static bool IsTitle(MendingText text, int blank) =>
        text[blank - 1] == 'น' && text[blank + 2] == 'ย' && !ThaiSigns.IsThai(text[blank - 2]);

    // A bare consonant, or one with its tone.
    private static bool EndsLetter(MendingText text, int at) =>
        ThaiSigns.IsConsonant(text[at]) || (ThaiSigns.IsTone(text[at]) && ThaiSigns.IsConsonant(text[at - 1]));

    // Text set with wide spaces between all letters (ร า ช ก า ร): there the blank stands for nothing, and the stroke is SARA AA.
    private static bool IsLetterSpaced(MendingText text, int blank)
    {
        var letter = ThaiSigns.IsConsonant(text[blank - 1]) ? blank - 1 : blank - 2;
        return IsEdge(text[letter - 1]) && IsEdge(text[blank + 2]) && (StandsAlone(text, letter - 2, -1) || StandsAlone(text, blank + 3, +1));
    }

    private static bool StandsAlone(MendingText text, int at, int step)
    {
        for (var width = 0; width < 4; width++, at += step)
        {
            if (IsEdge(text[at]))
            {
                return width > 0;
            }

            if (ThaiSigns.IsConsonant(text[at]) && IsEdge(text[at + step]))
            {
                return true;
            }

            if (!ThaiSigns.IsMark(text[at]))
            {
                return ThaiSigns.IsThai(text[at]) && IsEdge(text[at + step]);
            }
        }

        return false;
    }

    private static bool IsEdge(char sign) => sign is '\0' or '\n' or '\r' or '\t' || ThaiSigns.IsBlank(sign);
}
