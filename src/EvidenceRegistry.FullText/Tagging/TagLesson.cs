namespace EvidenceRegistry.FullText.Tagging;

/// <summary>A text and what people said of it.</summary>
/// <param name="Id">Decides to which part of the held-out texts it belongs; the same on every machine.</param>
/// <param name="Said">Code → confirmed or rejected. A concept that nobody named counts weakly as none of the text's.</param>
/// <param name="Whole">Somebody read the text for all concepts: what was not confirmed is rejected, and a text without a code is about nothing.</param>
public sealed record TagLesson(string Id, IReadOnlyList<TagField> Fields, IReadOnlyDictionary<string, bool> Said, bool Whole = false);

/// <summary>How far a tagger agrees with decisions it has not learned from.</summary>
/// <param name="Decisions">Confirmed and rejected tags.</param>
/// <param name="Brier">Mean square of confidence − truth over them; 0 for what was not even considered.</param>
/// <param name="BrierOfBaseRate">That of always saying the share confirmed.</param>
public sealed record TagScore(int Decisions, int Confirmed, double Precision, double Recall, double F1, double Brier, double BrierOfBaseRate)
{
    public static TagScore Of(Tagger tagger, IEnumerable<TagLesson> lessons)
    {
        ArgumentNullException.ThrowIfNull(tagger);
        ArgumentNullException.ThrowIfNull(lessons);
        var all = new List<(double Said, bool Proposed, bool Right)>();
        foreach (TagLesson lesson in lessons)
        {
            var ranking = tagger.Ranking(lesson.Fields).ToDictionary(r => r.Code, r => r.Confidence, StringComparer.Ordinal);
            var proposed = tagger.Propose(lesson.Fields).Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
            all.AddRange(lesson.Said.Select(s => (ranking.GetValueOrDefault(s.Key), proposed.Contains(s.Key), s.Value)));
        }

        return Of(all);
    }

    /// <param name="decisions">Confidence, whether it was proposed, whether people confirmed it.</param>
    public static TagScore Of(IReadOnlyCollection<(double Said, bool Proposed, bool Right)> decisions)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        int right = decisions.Count(d => d.Right), both = decisions.Count(d => d.Right && d.Proposed), proposed = decisions.Count(d => d.Proposed);
        double rate = decisions.Count == 0 ? 0 : right / (double)decisions.Count;
        return new TagScore(
            decisions.Count, right, Part(both, proposed), Part(both, right), Part(2 * both, proposed + right),
            decisions.Count == 0 ? 0 : Math.Round(decisions.Average(d => Math.Pow(d.Said - (d.Right ? 1 : 0), 2)), 4), Math.Round(rate * (1 - rate), 4));
    }

    private static double Part(int part, int of) => of == 0 ? 0 : Math.Round(part / (double)of, 4);
}
