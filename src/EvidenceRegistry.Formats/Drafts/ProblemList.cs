namespace EvidenceRegistry.Formats.Drafts;

/// <summary>Collects what is wrong with one draft, up to <see cref="DraftLimits.Problems"/>.</summary>
internal sealed class ProblemList
{
    private const int TextLength = 200;

    private readonly List<DraftProblem> _all = [];

    public IReadOnlyList<DraftProblem> All => _all;

    public bool Full => _all.Count > DraftLimits.Problems;

    public void Add(string code, string place, string? text = null, params string[] details) => Add(true, code, place, text, details);

    /// <summary>Something that was put right; the draft can be taken.</summary>
    public void Warn(string code, string place, string? text = null, params string[] details) => Add(false, code, place, text, details);

    private void Add(bool refuses, string code, string place, string? text, string[] details)
    {
        if (Full)
        {
            return;
        }

        _all.Add(_all.Count == DraftLimits.Problems
            ? new DraftProblem(ProblemCodes.MoreProblems, "$") { Details = [$"{DraftLimits.Problems}"] }
            : new DraftProblem(code, Cut(place)!, Cut(text), refuses) { Details = details });
    }

    private static string? Cut(string? text)
    {
        if (text is null || text.Length <= TextLength)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[TextLength - 1]) ? TextLength - 1 : TextLength;
        return text[..end];
    }
}
