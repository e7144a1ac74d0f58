namespace EvidenceRegistry.FullText.Tagging;

/// <summary>Trees that terms ship for (<see cref="TermLists"/>), and weights for some of them (<see cref="TaughtFiles"/>).</summary>
public static class ShippedSchemes
{
    /// <summary>So many of the concepts that terms have must hold one of them in their own wording: codes alone (1, 2, 3 …) may be anybody's.</summary>
    private const double Agreeing = 0.8;

    /// <summary>
    /// The scheme that a tree is of: terms stand for at least half of its codes, and are of the same subjects. Null: a tree that nothing here knows, to which neither terms nor
    /// weights nor their calibration belong.
    /// </summary>
    /// <exception cref="InvalidDataException">A file of terms is not as documented.</exception>
    public static string? Of(string mappingsFolder, IReadOnlyList<TagConcept> concepts)
    {
        ArgumentNullException.ThrowIfNull(concepts);
        TagConcept[] proposed = [.. concepts.Where(c => c.Proposed)];
        return TermLists.Schemes(mappingsFolder).FirstOrDefault(scheme => IsOf(TermLists.Load(mappingsFolder, scheme), proposed));
    }

    private static bool IsOf(IReadOnlyDictionary<string, IReadOnlyList<TagTerm>> terms, TagConcept[] proposed)
    {
        TagConcept[] known = [.. proposed.Where(c => terms.ContainsKey(c.Code))];
        return known.Length > 0 && 2 * known.Length >= proposed.Length && known.Count(c => terms[c.Code].Any(t => Speaks(t, $"{c.TextTh} {c.TextEn}"))) >= Agreeing * known.Length;
    }

    private static bool Speaks(TagTerm term, string wording) =>
        term.Weight > 0 && term.Text.Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(part => wording.Contains(part, StringComparison.OrdinalIgnoreCase));
}
