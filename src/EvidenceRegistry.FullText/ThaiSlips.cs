namespace EvidenceRegistry.FullText;

/// <summary>
/// What a run of Thai letters that nothing holds may have been meant to be: all runs one slip away, by how probable their words and the slip are together (the
/// noisy channel of Kernighan, Church and Gale, 1990, with the segmenter as its model of the language). Most slips in Thai are of marks above and below, and cut a
/// word into pieces that say nothing, or other things.
/// </summary>
internal static class ThaiSlips
{
    /// <summary>Longer runs are looked at around the pieces that nobody knows.</summary>
    private const int ShortRun = 24;

    /// <summary>Letters on either side of such a piece.</summary>
    private const int Around = 4;

    /// <summary>A run so long is no word that somebody typed.</summary>
    private const int LongestRun = 120;

    /// <summary>−ln of a slip's probability, in units of the lexicon: a choice; marks slip oftenest, then neighbours and letters of one sound; a letter is oftener left out than put in.</summary>
    private const int MarkSlip = 5 * Lexicon.CostUnit, NearSlip = 6 * Lexicon.CostUnit, LetterSlip = 8 * Lexicon.CostUnit, ExtraLetter = 10 * Lexicon.CostUnit;

    /// <summary>Runs less probable than the typed one by more than this are not told.</summary>
    private const int Margin = 6 * Lexicon.CostUnit;

    private const string Marks = "\u0E31\u0E34\u0E35\u0E36\u0E37\u0E38\u0E39\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4C";

    /// <summary>Letters of one sound, or alike to the eye.</summary>
    private static readonly string[] Alike = ["กข", "ขคฆ", "จชฉฌ", "ซสศษ", "ดฎต", "ตฏด", "ฎฏ", "ทธถฐฑฒ", "นณ", "บป", "ผพภฝฟ", "รล", "ยญ", "ใไ", "ะา", "เแ", "ำา"];

    private static readonly string Letters = string.Concat(Enumerable.Range('ก', 'ฮ' - 'ก' + 1).Select(c => (char)c)) + "ะาำเแโใไ";

    /// <param name="Likelier">Than the run as typed.</param>
    public readonly record struct Meant(string Run, bool Likelier);

    /// <summary>Runs one slip away, best first.</summary>
    /// <param name="pieces">Pieces of the run that nobody knows; none: all of a short run is looked at.</param>
    public static IEnumerable<Meant> Of(string run, IReadOnlyCollection<string> pieces, Segmenter segmenter)
    {
        if (run.Length is < 3 or > LongestRun || !run.All(c => Characters.IsThaiLetter(Characters.ClassOf(c))))
        {
            return [];
        }

        var cut = new List<Segmenter.Piece>();
        long asTyped = segmenter.Cut(run, cut);
        if (LongestUnknown(cut) > ShortRun)
        {
            return [];
        }

        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (other, slip) in Slips(run, Places(run, pieces)))
        {
            cut.Clear();
            long cost = segmenter.Cut(other, cut) + slip;
            if (cost < asTyped + Margin && cut.TrueForAll(piece => piece.Word != Segmenter.Unknown) && (!found.TryGetValue(other, out long before) || cost < before))
            {
                found[other] = cost;
            }
        }

        return found.OrderBy(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => new Meant(one.Key, one.Value < asTyped));
    }

    /// <summary>Letters of the longest piece that is no word: one slip mends no long one.</summary>
    private static int LongestUnknown(List<Segmenter.Piece> pieces) =>
        pieces.Select((piece, at) => piece.Word == Segmenter.Unknown ? piece.End - (at == 0 ? 0 : pieces[at - 1].End) : 0).Max();

    private static bool[] Places(string run, IReadOnlyCollection<string> pieces)
    {
        var places = new bool[run.Length + 1];
        Array.Fill(places, run.Length <= ShortRun);
        foreach (string piece in pieces)
        {
            for (int at = run.IndexOf(piece, StringComparison.Ordinal); at >= 0; at = run.IndexOf(piece, at + 1, StringComparison.Ordinal))
            {
                for (int i = Math.Max(0, at - Around); i <= Math.Min(run.Length, at + piece.Length + Around); i++)
                {
                    places[i] = true;
                }
            }
        }

        return places;
    }

    private static IEnumerable<(string Run, int Slip)> Slips(string run, bool[] places)
    {
        for (int i = 0; i <= run.Length; i++)
        {
            if (!places[i])
            {
                continue;
            }

            foreach (char mark in i > 0 ? Marks : "")
            {
                yield return (run.Insert(i, mark.ToString()), MarkSlip);
            }

            foreach (char letter in Letters)
            {
                yield return (run.Insert(i, letter.ToString()), LetterSlip);
            }

            if (i == run.Length)
            {
                continue;
            }

            bool isMark = Marks.Contains(run[i], StringComparison.Ordinal);
            yield return (run.Remove(i, 1), isMark ? MarkSlip : ExtraLetter);
            if (i + 1 < run.Length && run[i] != run[i + 1])
            {
                yield return (string.Concat(run.AsSpan(0, i), [run[i + 1], run[i]], run.AsSpan(i + 2)), NearSlip);
            }

            foreach (char mark in isMark ? Marks.Where(mark => mark != run[i]) : [])
            {
                yield return (With(run, i, mark), MarkSlip);
            }

            foreach (char letter in Letters.Where(letter => letter != run[i]))
            {
                yield return (With(run, i, letter), Alike.Any(group => group.Contains(run[i], StringComparison.Ordinal) && group.Contains(letter, StringComparison.Ordinal)) ? NearSlip : LetterSlip);
            }
        }
    }

    private static string With(string run, int at, char letter) => string.Concat(run.AsSpan(0, at), [letter], run.AsSpan(at + 1));
}
