using System.Buffers;
using System.Runtime.CompilerServices;

namespace EvidenceRegistry.FullText;

/// <summary>
/// Cuts a run of Thai letters into words: of all ways to cut it at cluster edges into words of the lexicon and unknown clusters, the most probable one.
/// Neighbouring unknown clusters are joined. Holds no state, so threads do not meet; a run of any length costs its length times the longest word.
/// </summary>
internal sealed class Segmenter(Lexicon lexicon)
{
    /// <summary>Cost of one unknown cluster, −ln: beyond the rarest word of the lexicon, below two of them.</summary>
    public const int UnknownCost = 18 * Lexicon.CostUnit;

    /// <summary>Marks a stretch of unknown clusters in <see cref="Piece.Word"/>.</summary>
    public const int Unknown = -1;

    private const long Unreachable = long.MaxValue;
    private const int OnStack = 512;

    /// <summary>One piece of the path: where it ends in the run, and its word number or <see cref="Unknown"/>.</summary>
    public readonly record struct Piece(int End, int Word);

    /// <summary>Adds the pieces of <paramref name="run"/> in order to <paramref name="pieces"/>; they tile the run. Answers the cost of the path. <paramref name="without"/> is a word not to use.</summary>
    [SkipLocalsInit] // Every step is written before it is read; clearing all of them was two thirds of the work for the short runs of a passage.
    public long Cut(ReadOnlySpan<char> run, List<Piece> pieces, int without = Unknown)
    {
        int length = run.Length;
        Step[]? rented = length < OnStack ? null : ArrayPool<Step>.Shared.Rent(length + 1);
        Span<Step> best = rented is null ? stackalloc Step[OnStack] : rented;
        best[length] = default;
        int nextEdge = length;
        for (int i = length - 1; i >= 0; i--)
        {
            if (i > 0 && !IsEdge(run, i))
            {
                best[i].Cost = Unreachable;
                continue;
            }

            best[i] = Best(run, best, i, nextEdge, without);
            nextEdge = i;
        }

        long cost = best[0].Cost;
        Walk(best[..(length + 1)], pieces);
        if (rented is not null)
        {
            ArrayPool<Step>.Shared.Return(rented);
        }

        return cost;
    }

    /// <summary>
    /// May a word begin at <paramref name="i"/>? Where clusters meet, and not between ั or ื (with or without a tone mark) and the consonant they always need.
    /// </summary>
    public static bool IsEdge(ReadOnlySpan<char> run, int i)
    {
        if (!CharacterClusters.IsEdge(Characters.ClassOf(run[i - 1]), Characters.ClassOf(run[i])))
        {
            return false;
        }

        int mark = Characters.IsToneMark(run[i - 1]) && i > 1 ? i - 2 : i - 1;
        return run[mark] is not ('\u0E31' or '\u0E37') || Characters.ClassOf(run[i]) != CharacterClass.ThaiConsonant;
    }

    private Step Best(ReadOnlySpan<char> run, ReadOnlySpan<Step> best, int i, int nextEdge, int without)
    {
        long cost = UnknownCost + best[nextEdge].Cost;
        int end = nextEdge;
        int word = Unknown;
        int node = 0;
        for (int j = i; j < run.Length && (node = lexicon.Step(node, run[j])) >= 0; j++)
        {
            int found = lexicon.WordAt(node);
            if (found < 0 || found == without || best[j + 1].Cost == Unreachable)
            {
                continue;
            }

            long through = lexicon.Costs[found] + best[j + 1].Cost;
            if (through <= cost)
            {
                (cost, end, word) = (through, j + 1, found);
            }
        }

        return new Step(cost, end, word);
    }

    private static void Walk(ReadOnlySpan<Step> best, List<Piece> pieces)
    {
        int last = best.Length - 1;
        for (int i = 0; i < last;)
        {
            Step step = best[i];
            int end = step.End;
            while (step.Word == Unknown && end < last && best[end].Word == Unknown)
            {
                end = best[end].End;
            }

            pieces.Add(new Piece(end, step.Word));
            i = end;
        }
    }

    private record struct Step(long Cost, int End, int Word);
}
